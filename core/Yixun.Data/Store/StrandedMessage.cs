using Yixun.Core.Messages;
using Yixun.Core.Routing;

namespace Yixun.Data.Store;

/// <summary>A message that must be put on a queue again.</summary>
/// <param name="BatchContentCipher">The batch's text, where the message has none of its own.</param>
/// <param name="Kind">What it is sent as: an MMS that has a text of its own was turned into a short message.</param>
public sealed record StrandedMessage(
    long Id,
    long BatchId,
    Lane Lane,
    MessageState State,
    string? ChannelId,
    byte[] PhoneCipher,
    byte[]? ContentCipher,
    byte[]? BatchContentCipher,
    string Extension,
    long ExpiresAt,
    int SystemId,
    ChannelKind Kind,
    string? ForcedChannelId
);
