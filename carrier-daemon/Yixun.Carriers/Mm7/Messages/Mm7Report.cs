namespace Yixun.Carriers.Mm7.Messages;

/// <summary>What the MMSC says about one recipient of a message.</summary>
public abstract record Mm7Report : Mm7Message
{
    public Mm7Address? Sender { get; init; }

    /// <summary>As sent: "+86" and 11 digits, or 11 digits.</summary>
    public required Mm7Address Recipient { get; init; }

    public DateTimeOffset? TimeStamp { get; init; }

    public string? RelayServerId { get; init; }

    /// <summary>MessageID of the <see cref="Mm7SubmitRsp"/>.</summary>
    public required string MessageId { get; init; }

    /// <summary>The word of the status as sent, trimmed.</summary>
    public required string StatusWord { get; init; }

    public string? StatusText { get; init; }
}
