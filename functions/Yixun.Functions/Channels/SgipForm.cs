namespace Yixun.Functions.Channels;

/// <summary>What only SGIP needs; as <see cref="Core.Channels.SgipChannelSettings"/>.</summary>
public sealed record SgipForm
{
    public uint Node { get; init; }

    public string CorpId { get; init; } = "";

    public string? Listen { get; init; }

    public string PeerAccount { get; init; } = "";

    /// <summary>Written only.</summary>
    public string? PeerSecret { get; init; }

    public IReadOnlyList<string> PeerAddresses { get; init; } = [];
}
