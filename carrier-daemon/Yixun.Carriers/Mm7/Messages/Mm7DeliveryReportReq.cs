namespace Yixun.Carriers.Mm7.Messages;

/// <summary>What became of a message at one recipient (TS 23.140 §8.7); may overtake the response to its submit.</summary>
public sealed record Mm7DeliveryReportReq : Mm7Report
{
    public Mm7DeliveryStatus DeliveryStatus => Mm7StatusWords.Delivery(StatusWord);
}
