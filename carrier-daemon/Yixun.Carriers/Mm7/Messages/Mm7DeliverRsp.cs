namespace Yixun.Carriers.Mm7.Messages;

public sealed record Mm7DeliverRsp : Mm7Response
{
    /// <summary>Business code of the bill.</summary>
    public string? ServiceCode { get; init; }
}
