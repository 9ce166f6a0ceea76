namespace Yixun.Messaging.Chunks;

/// <summary>What carriers answered and reported about segments submitted on one channel.</summary>
public sealed record ReceiptChunk(string ChannelId, IReadOnlyList<Receipt> Items);

/// <summary>The numbers are on the wire.</summary>
public enum ReceiptKind : byte
{
    /// <summary>The carrier took the segment.</summary>
    Accepted = 0,

    /// <summary>The carrier refused the segment; <see cref="Receipt.Code"/> says why.</summary>
    Refused = 1,

    /// <summary>It may have reached the carrier; <see cref="Receipt.Code"/> says what broke.</summary>
    Uncertain = 2,

    /// <summary>A status report; <see cref="Receipt.Code"/> is the status word.</summary>
    Report = 3,

    /// <summary>The receiver read it (MMS); tells nothing about the delivery. <see cref="Receipt.Code"/> is empty.</summary>
    Read = 4,
}

/// <param name="Kind">What it tells.</param>
/// <param name="MessageId">Our message; 0 when only the carrier's id is known.</param>
/// <param name="Segment">1-based; 0 when only the carrier's id is known.</param>
/// <param name="Segments">Segments of the message; 0 when only the carrier's id is known.</param>
/// <param name="CarrierId">The carrier's id of the segment; empty when it gave none.</param>
/// <param name="Code">Result code, status word or reason; empty when accepted.</param>
/// <param name="At">Unix milliseconds.</param>
/// <param name="Trace">The trace of the segment, as a traceparent; empty: not sampled or not known.</param>
public readonly record struct Receipt(
    ReceiptKind Kind,
    long MessageId,
    int Segment,
    int Segments,
    string CarrierId,
    string Code,
    long At,
    string Trace = ""
);
