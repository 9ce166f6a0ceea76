namespace Yixun.Functions.Channels;

/// <summary>What only MM7 needs; as <see cref="Core.Channels.Mm7ChannelSettings"/>.</summary>
public sealed record Mm7Form
{
    public string Address { get; init; } = "";

    public string Authentication { get; init; } = "Basic";

    public string VaspId { get; init; } = "";

    public string VasId { get; init; } = "";

    public string ServiceCode { get; init; } = "";

    public string Version { get; init; } = "6.3.0";

    public string Namespace { get; init; } = "";

    public bool QualifiedChildren { get; init; } = true;

    public bool ContentReference { get; init; } = true;

    public bool Base64 { get; init; }

    public string ApiVersion { get; init; } = "";

    public string Listen { get; init; } = "";

    public string PeerUser { get; init; } = "";

    /// <summary>Written only.</summary>
    public string? PeerPassword { get; init; }

    public IReadOnlyList<string> PeerAddresses { get; init; } = [];

    public bool ReadReply { get; init; } = true;

    public int MaximumBytes { get; init; } = 300 * 1024;
}
