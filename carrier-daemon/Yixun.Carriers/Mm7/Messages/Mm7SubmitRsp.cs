namespace Yixun.Carriers.Mm7.Messages;

public sealed record Mm7SubmitRsp : Mm7Response
{
    /// <summary>MessageID that reports refer to; null when refused.</summary>
    public string? MessageId { get; init; }
}
