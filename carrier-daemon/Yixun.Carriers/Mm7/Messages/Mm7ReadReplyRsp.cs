namespace Yixun.Carriers.Mm7.Messages;

public sealed record Mm7ReadReplyRsp : Mm7Response;
