using Yixun.Core.Messages;
using Yixun.Core.Numbers;

namespace Yixun.Data.Model;

/// <summary>One message to one phone. Written through <see cref="Store.IMessageStore"/> only; read through EF.</summary>
public sealed class MessageEntity
{
    /// <summary>Time-ordered; see <see cref="Core.Ids.MessageIdGenerator"/>.</summary>
    public long Id { get; init; }

    public long BatchId { get; init; }

    public int SystemId { get; init; }

    public Lane Lane { get; init; }

    public MessageState State { get; init; }

    /// <summary>Why it is blocked, held, failed or uncertain: one of our reasons, a status word or a submit result.</summary>
    public string? Reason { get; init; }

    /// <summary>How it was routed, as the route table said it.</summary>
    public string? Trace { get; init; }

    public long PhoneHash { get; init; }

    public required byte[] PhoneCipher { get; init; }

    /// <summary>
    /// Its own text; null when the batch has one text for all. A message of an MMS batch that has one was turned into a
    /// short message.
    /// </summary>
    public byte[]? ContentCipher { get; init; }

    /// <summary>Billable segments.</summary>
    public int Segments { get; init; }

    public Carrier Carrier { get; init; }

    public string? ChannelId { get; init; }

    /// <summary>When a scheduled or held message is to go on; null otherwise.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? DispatchedAt { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public DateTimeOffset? FinalAt { get; init; }

    /// <summary>Lease token of the daemon that claimed it.</summary>
    public long? Owner { get; init; }

    /// <summary>The caller's id of this very message (personalised submissions).</summary>
    public string? ClientId { get; init; }

    /// <summary>Price of one segment in 1/10,000 yuan; filled when it is charged.</summary>
    public long? UnitPrice { get; init; }

    /// <summary>Version of the price that was used; filled when it is charged.</summary>
    public int? PriceVersion { get; init; }

    /// <summary>Segments charged; filled when it is charged.</summary>
    public int? ChargedSegments { get; init; }
}
