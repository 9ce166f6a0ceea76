using Yixun.Core.Channels;

namespace Yixun.Data.Channels;

/// <summary>What of a channel's settings has no column of its own, as JSON; without secrets.</summary>
internal sealed record ChannelExtras
{
    public int? MaximumExtension { get; init; }

    public string ServiceId { get; init; } = "";

    public string? MessageSource { get; init; }

    public string? FeeType { get; init; }

    public string FeeCode { get; init; } = "000000";

    public TimeSpan ActiveTestInterval { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan MaximumBackoff { get; init; } = TimeSpan.FromSeconds(30);

    public IReadOnlyList<uint> FlowControlCodes { get; init; } = [];

    public SgipChannelSettings Sgip { get; init; } = new();

    public SmgpChannelSettings Smgp { get; init; } = new();

    public SmppChannelSettings Smpp { get; init; } = new();

    public Mm7ChannelSettings Mm7 { get; init; } = new();
}

/// <summary>The secrets of a channel; stored encrypted.</summary>
internal sealed record ChannelSecrets
{
    public string Secret { get; init; } = "";

    public string SgipPeer { get; init; } = "";

    public string Mm7Peer { get; init; } = "";
}
