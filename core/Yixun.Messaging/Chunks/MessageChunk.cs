using Yixun.Core.Messages;

namespace Yixun.Messaging.Chunks;

/// <summary>
/// Messages of one lane on their way to the carrier: on a dispatch queue without a channel, on a channel queue with one.
/// At most <see cref="MaximumItems"/> messages.
/// </summary>
/// <param name="Lane">The lane of all messages.</param>
/// <param name="ChannelId">The chosen channel; empty before dispatch.</param>
/// <param name="Texts">Each different text once.</param>
/// <param name="Items">The messages.</param>
public sealed record MessageChunk(
    Lane Lane,
    string ChannelId,
    IReadOnlyList<ChunkText> Texts,
    IReadOnlyList<ChunkMessage> Items
)
{
    /// <summary>Chunks are cut at this many messages.</summary>
    public const int MaximumItems = 500;
}

/// <summary>What messages of a chunk have in common; messages that share it share the object.</summary>
/// <param name="Text">The whole text as the handset shows it; the subject of an MMS.</param>
/// <param name="Extension">Digits appended to the channel's access number; empty: none.</param>
/// <param name="SystemId">Who sends.</param>
/// <param name="MmsBatchId">The batch whose media are sent; 0: an SMS.</param>
/// <param name="Channel">The only channel that may carry it (a test); empty: any.</param>
/// <param name="Trace">The trace that it is of, as a traceparent; empty: not sampled.</param>
public sealed record ChunkText(
    string Text,
    string Extension,
    int SystemId = 0,
    long MmsBatchId = 0,
    string Channel = "",
    string Trace = ""
);

/// <param name="Id">Message id.</param>
/// <param name="Phone">11 digits as a number.</param>
/// <param name="Text">Index into <see cref="MessageChunk.Texts"/>.</param>
/// <param name="ExpiresAt">Unix milliseconds; 0: never.</param>
public readonly record struct ChunkMessage(long Id, long Phone, int Text, long ExpiresAt);
