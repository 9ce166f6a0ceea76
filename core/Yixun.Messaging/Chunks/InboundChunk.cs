namespace Yixun.Messaging.Chunks;

/// <summary>Segments of replies received on one channel.</summary>
public sealed record InboundChunk(string ChannelId, IReadOnlyList<InboundSegment> Items);

/// <param name="CarrierId">The carrier's id of the delivery, for spotting repeats.</param>
/// <param name="From">11 digits, or a service number.</param>
/// <param name="To">Access number with extension.</param>
/// <param name="Text">Decoded text of this segment.</param>
/// <param name="Reference">Reference of a long reply; -1 for a single one.</param>
/// <param name="Segments">Segments of the reply.</param>
/// <param name="Segment">1-based.</param>
/// <param name="At">Unix milliseconds.</param>
/// <param name="Media">Media of a reply that came as MMS; null: none.</param>
public readonly record struct InboundSegment(
    string CarrierId,
    string From,
    string To,
    string Text,
    int Reference,
    int Segments,
    int Segment,
    long At,
    IReadOnlyList<InboundMedium>? Media = null
);

/// <param name="ContentType">As the carrier sent it, without parameters.</param>
/// <param name="Name">File name as the carrier sent it; may be empty.</param>
/// <param name="Data">The file.</param>
public sealed record InboundMedium(string ContentType, string Name, ReadOnlyMemory<byte> Data);
