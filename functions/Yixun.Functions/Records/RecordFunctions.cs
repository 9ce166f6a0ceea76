using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Yixun.Core.Problems;
using Yixun.Data.Store;
using Yixun.Functions.Authentication;
using Yixun.Functions.Health;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;

namespace Yixun.Functions.Records;

/// <summary>What connected systems ask about their own messages.</summary>
public sealed class RecordFunctions(
    MessageRecords records,
    IMessageStore store,
    RoadMetrics metrics,
    TimeProvider time
)
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 1000;

    [Function("GetMessage")]
    [ApiOperation("查询一条短信", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status200OK, "状态、运营商、通道、分段与时间", typeof(MessageView))]
    public async Task<IResult> GetMessage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/messages/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var call = SystemCall.Of(context);
        return
            await records.FindAsync(ApiId.Parse(id), call.System.Id, masked: false, context.CancellationToken)
                is { } message
            ? ApiResult.Ok(message)
            : throw new ProblemException(ProblemCatalogue.NotFound);
    }

    [Function("FindMessages")]
    [ApiOperation("按 clientId 查询短信", Problems = ["field_invalid"])]
    [ApiQuery("clientId", "提交时的 clientId（批次的或单条的）", Required = true)]
    [ApiQuery("after", "上一页的 next")]
    [ApiQuery("limit", "每页条数，1 至 1000，默认 100")]
    [ApiResponse(StatusCodes.Status200OK, "一页短信；没有时 items 为空", typeof(MessagePage))]
    public async Task<IResult> FindMessages(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/messages")] HttpRequest request,
        FunctionContext context
    )
    {
        var call = SystemCall.Of(context);
        return ApiResult.Ok(
            await records.FindByClientIdAsync(
                request.RequiredText("clientId"),
                call.System.Id,
                request.Number("after", 0, 0, long.MaxValue),
                (int)request.Number("limit", DefaultLimit, 1, MaximumLimit),
                context.CancellationToken
            )
        );
    }

    [Function("GetBatch")]
    [ApiOperation("查询一个批次", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status200OK, "各状态的条数", typeof(BatchView))]
    public async Task<IResult> GetBatch(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/v1/batches/{id}")] HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var call = SystemCall.Of(context);
        return
            await records.FindBatchAsync(ApiId.Parse(id), call.System.Id, context.CancellationToken)
                is { } batch
            ? ApiResult.Ok(batch)
            : throw new ProblemException(ProblemCatalogue.NotFound);
    }

    [Function("RecallBatch")]
    [ApiOperation(
        "撤回一个批次中尚未发出的短信",
        Description = "返回本次撤回的条数与已经发出、无法撤回的条数。可重复调用。",
        Problems = ["not_found"]
    )]
    [ApiResponse(StatusCodes.Status200OK, "撤回结果", typeof(RecallAnswer))]
    public async Task<IResult> RecallBatch(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/batches/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var call = SystemCall.Of(context);
        var batchId = ApiId.Parse(id);
        if (await records.FindBatchAsync(batchId, call.System.Id, context.CancellationToken) is null)
        {
            throw new ProblemException(ProblemCatalogue.NotFound);
        }

        var outcome = await store.RecallAsync(batchId, time.GetUtcNow(), context.CancellationToken);
        metrics.States.WithLabels(nameof(Core.Messages.MessageState.Cancelled)).Inc(outcome.Stopped);
        return ApiResult.Ok(
            new RecallAnswer(ApiId.Of(batchId), outcome.Stopped, outcome.Gone, outcome.EndedBefore)
        );
    }
}
