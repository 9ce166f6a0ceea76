namespace Yixun.Carriers.Mm7.Messages;

/// <summary>A message from a user (TS 23.140 §8.7).</summary>
public sealed record Mm7DeliverReq : Mm7Message
{
    public string? RelayServerId { get; init; }

    public string? VaspId { get; init; }

    public string? VasId { get; init; }

    /// <summary>To be given back as <see cref="Mm7SubmitReq.LinkedId"/> of an answer.</summary>
    public string? LinkedId { get; init; }

    public required Mm7Address Sender { get; init; }

    public Mm7Recipients Recipients { get; init; } = new();

    public DateTimeOffset? TimeStamp { get; init; }

    public string? ReplyChargingId { get; init; }

    public Mm7Priority? Priority { get; init; }

    public string? Subject { get; init; }

    public Mm7Content? Content { get; init; }
}
