using System.Collections.Frozen;

namespace Yixun.Carriers.Links;

/// <summary>What a link has counted since it was made.</summary>
public readonly record struct CarrierLinkCounters
{
    public CarrierLinkCounters() { }

    /// <summary>Segments put on a connection.</summary>
    public long Submits { get; init; }

    /// <summary>Responses paired with a submit, by the carrier's result code.</summary>
    public IReadOnlyDictionary<uint, long> ResponsesByCode { get; init; } =
        FrozenDictionary<uint, long>.Empty;

    /// <summary>Submits whose response did not come in time.</summary>
    public long Timeouts { get; init; }

    /// <summary>Segments that ended as uncertain, time-outs included.</summary>
    public long Uncertain { get; init; }

    /// <summary>Segments taken but never written.</summary>
    public long NotSent { get; init; }

    /// <summary>Responses that no request waited for: late, repeated or invented.</summary>
    public long UnknownResponses { get; init; }

    public long Reports { get; init; }

    public long Inbound { get; init; }

    /// <summary>Deliveries that could not be understood and were refused.</summary>
    public long MalformedDeliveries { get; init; }

    /// <summary>Logins that succeeded.</summary>
    public long Binds { get; init; }

    /// <summary>Logins that succeeded after the first one of each connection.</summary>
    public long Reconnects { get; init; }

    public long BytesSent { get; init; }

    public long BytesReceived { get; init; }

    /// <summary>Times a submit was not taken because a connection's window had no room.</summary>
    public long WindowFull { get; init; }
}
