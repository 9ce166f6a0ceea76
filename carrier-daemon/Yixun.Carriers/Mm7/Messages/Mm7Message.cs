namespace Yixun.Carriers.Mm7.Messages;

/// <summary>One SOAP message of MM7 (TS 23.140 §8.7). MM7Version is the dialect's and not kept.</summary>
public abstract record Mm7Message
{
    /// <summary>TransactionID: chosen by the requester, echoed by the response. Empty only on a <see cref="Mm7Fault"/>.</summary>
    public required string TransactionId { get; init; }
}
