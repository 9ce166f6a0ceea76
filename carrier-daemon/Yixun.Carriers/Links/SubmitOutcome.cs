namespace Yixun.Carriers.Links;

/// <summary>What became of a segment handed to a link.</summary>
public enum SubmitOutcomeKind : byte
{
    /// <summary>The carrier took it and gave it an id.</summary>
    Accepted,

    /// <summary>The carrier refused it; no report will follow.</summary>
    Rejected,

    /// <summary>The carrier refused it because we are too fast; it may be sent again.</summary>
    FlowControl,

    /// <summary>It may have reached the carrier: written in part or whole, and the response never came.</summary>
    Uncertain,

    /// <summary>Proven never written: it may be sent again.</summary>
    NotSent,
}

/// <param name="Kind">What became of it.</param>
/// <param name="CarrierId">The carrier's id of the segment (CMPP: Msg_Id as 16 lower-case hex digits) when accepted.</param>
/// <param name="Code">The carrier's result code; 0 when accepted or when no response came.</param>
/// <param name="Reason">Short English reason for logs when uncertain or not sent ("response timeout", "connection lost").</param>
public readonly record struct SubmitOutcome(
    SubmitOutcomeKind Kind,
    string? CarrierId,
    uint Code,
    string? Reason
);
