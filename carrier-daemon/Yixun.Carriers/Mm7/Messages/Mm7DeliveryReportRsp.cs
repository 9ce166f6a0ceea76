namespace Yixun.Carriers.Mm7.Messages;

public sealed record Mm7DeliveryReportRsp : Mm7Response;
