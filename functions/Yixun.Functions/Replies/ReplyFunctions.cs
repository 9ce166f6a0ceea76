using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Authentication;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;

namespace Yixun.Functions.Replies;

/// <summary>What connected systems ask about replies to them.</summary>
public sealed class ReplyFunctions(ReplyRecords records)
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 1_000;

    [Function("ListReplies")]
    [ApiOperation(
        "查询患者的回复",
        Description = "只返回属于本系统的回复，按编号从旧到新。保存上次的 next，作为 after 继续取，不重不漏。",
        Tag = "回复",
        Problems = ["field_invalid"]
    )]
    [ApiQuery("after", "上一页的 next")]
    [ApiQuery("limit", "每页条数，1 至 1000，默认 100")]
    [ApiQuery("since", "此时间（含）以后收到的，ISO 8601 带时区")]
    [ApiQuery("until", "此时间以前收到的，ISO 8601 带时区")]
    [ApiQuery("to", "患者回复到的号码（接入号加扩展码）")]
    [ApiQuery("extension", "接入号之后的扩展码")]
    [ApiResponse(StatusCodes.Status200OK, "一页回复；没有新的时 items 为空", typeof(SystemReplyPage))]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/replies")] HttpRequest request,
        FunctionContext context
    ) =>
        ApiResult.Ok(
            await records.ListOwnAsync(
                SystemCall.Of(context).System.Id,
                request,
                request.Number("after", 0, 0, long.MaxValue),
                (int)request.Number("limit", DefaultLimit, 1, MaximumLimit),
                context.CancellationToken
            )
        );
}
