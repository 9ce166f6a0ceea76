using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp;

/// <summary>Why a connection is over.</summary>
/// <param name="Kind">As told to the handler.</param>
/// <param name="Detail">English, for the log.</param>
/// <param name="Fatal">True when only people can mend it.</param>
/// <param name="RetryAtOnce">True when the next try differs from this one (lower version).</param>
internal sealed record CmppSessionEnd(
    CarrierConnectionEventKind Kind,
    string Detail,
    bool Fatal = false,
    bool RetryAtOnce = false
);
