using Yixun.Messaging.Chunks;

namespace Yixun.Functions.Inbound;

/// <summary>A reply whose segments are joined.</summary>
/// <param name="Id">Its row id.</param>
/// <param name="ChannelId">Where it came in.</param>
/// <param name="From">11 digits, or a service number.</param>
/// <param name="FromHash">Keyed hash of it.</param>
/// <param name="To">Access number with extension, as the carrier gave it.</param>
/// <param name="Text">Whole text.</param>
/// <param name="ReceivedAt">When the last segment came.</param>
/// <param name="Complete">False when segments never came.</param>
/// <param name="Media">Media of an MMS; null: none.</param>
internal sealed record WholeReply(
    long Id,
    string ChannelId,
    string From,
    long FromHash,
    string To,
    string Text,
    DateTimeOffset ReceivedAt,
    bool Complete,
    IReadOnlyList<InboundMedium>? Media = null
);
