using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Yixun.Core.Messages;
using Yixun.Core.Problems;
using Yixun.Data.Model;
using Yixun.Functions.Admin;
using Yixun.Functions.Http;
using Yixun.Functions.Inbound;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Reference;
using Yixun.Functions.Submission;

namespace Yixun.Functions.Replies;

/// <summary>What the console shows of replies, and does with them.</summary>
public sealed partial class AdminReplyFunctions(
    ReplyRecords records,
    Submitter submitter,
    ReferenceData reference,
    IDbContextFactory<YixunDbContext> contexts,
    TimeProvider time,
    ILogger<AdminReplyFunctions> logger
)
{
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;
    private const int MaximumBody = 16 * 1024;

    [Function("AdminListReplies")]
    [ApiOperation("上行（回复）记录", Tag = "回复", Problems = ["field_invalid", "number_invalid"])]
    [ApiQuery("from", "此时间（含）以后收到的，ISO 8601 带时区")]
    [ApiQuery("until", "此时间以前收到的，ISO 8601 带时区")]
    [ApiQuery("system", "接入系统编号")]
    [ApiQuery("department", "科室")]
    [ApiQuery("channel", "通道编号")]
    [ApiQuery("number", "接入号（可只写开头）")]
    [ApiQuery("phone", "手机号码（完整）")]
    [ApiQuery("optedOut", "true 只看退订的，false 不看退订的")]
    [ApiQuery("handled", "true 只看已处理的，false 只看未处理的")]
    [ApiQuery("rule", "关键词规则编号")]
    [ApiQuery("before", "上一页的 next")]
    [ApiQuery("limit", "每页条数，1 至 200，默认 50")]
    [ApiResponse(StatusCodes.Status200OK, "一页回复，新的在前；号码已脱敏", typeof(ReplyPage))]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/replies")] HttpRequest request,
        FunctionContext context
    ) =>
        ApiResult.Ok(
            await records.ListAsync(
                request,
                request.Number("before", long.MaxValue, 0, long.MaxValue),
                (int)request.Number("limit", DefaultLimit, 1, MaximumLimit),
                context.CancellationToken
            )
        );

    [Function("AdminReadConversation")]
    [ApiOperation("与该患者的往来短信", Tag = "回复", Problems = ["not_found", "field_invalid"])]
    [ApiQuery("before", "上一页的 next")]
    [ApiQuery("limit", "每页条数，1 至 200，默认 50")]
    [ApiResponse(StatusCodes.Status200OK, "发出的与收到的，新的在前", typeof(ConversationPage))]
    public async Task<IResult> Conversation(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/replies/{id}/conversation")]
            HttpRequest request,
        string id,
        FunctionContext context
    ) =>
        ApiResult.Ok(
            await records.ReadConversationAsync(
                ApiId.Parse(id),
                request.Number("before", long.MaxValue, 0, long.MaxValue),
                (int)request.Number("limit", DefaultLimit, 1, MaximumLimit),
                context.CancellationToken
            )
        );

    [Function("AdminMarkReply")]
    [ApiOperation(
        "标记回复为已处理或未处理",
        Tag = "回复",
        Body = typeof(HandledRequest),
        Problems = ["not_found"]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已标记")]
    public async Task<IResult> Mark(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/admin/replies/{id}/handled")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var entry = ApiJson.Read<HandledRequest>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await FindAsync(database, id, context.CancellationToken);
        var session = StaffSession.Of(context);
        Mark(row, entry.Handled ? session.Account : null);
        await database.SaveChangesAsync(context.CancellationToken);
        LogMarked(session.StaffId, row.Id, entry.Handled);
        return Results.NoContent();
    }

    [Function("AdminAnswerReply")]
    [ApiOperation(
        "答复患者的回复",
        Description = "以该回复所属系统（不可用时以管理后台）的名义、同一接入号与扩展码发出，并标记为已处理。",
        Tag = "回复",
        Body = typeof(ReplyAnswerRequest),
        Problems = [
            "not_found",
            "content_invalid",
            "content_too_long",
            "lane_invalid",
            "number_invalid",
            "client_id_conflict",
        ]
    )]
    [ApiResponse(StatusCodes.Status202Accepted, "已接收并落库", typeof(SubmitAnswer))]
    [ApiResponse(StatusCodes.Status200OK, "重复提交：返回首次的结果", typeof(SubmitAnswer))]
    public async Task<IResult> Answer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/replies/{id}/answer")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var body = await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken);
        var entry = ApiJson.Read<ReplyAnswerRequest>(body);
        if (!Lanes.TryParse(entry.Lane, out var lane))
        {
            throw new ProblemException(ProblemCatalogue.LaneInvalid.At("lane"));
        }

        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await FindAsync(database, id, context.CancellationToken);
        var (from, _) = records.Open(row);
        var (answer, repeated) = await submitter.SubmitAsync(
            new SubmitRequest(entry.Lane, [from], entry.ClientId, Content: entry.Content),
            AnsweringOrigin.Of(row, lane, [.. BitConverter.GetBytes(row.Id), .. body], reference),
            context.CancellationToken
        );
        var session = StaffSession.Of(context);
        Mark(row, session.Account);
        await database.SaveChangesAsync(context.CancellationToken);
        LogAnswered(session.StaffId, row.Id, answer.BatchId);
        return ApiResult.Json(answer, repeated ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    private static async Task<InboundMessageEntity> FindAsync(
        YixunDbContext database,
        string id,
        CancellationToken cancellationToken
    )
    {
        var replyId = ApiId.Parse(id);
        return await database.InboundMessages.SingleOrDefaultAsync(
                reply => reply.Id == replyId,
                cancellationToken
            ) ?? throw new ProblemException(ProblemCatalogue.NotFound);
    }

    private void Mark(InboundMessageEntity row, string? account)
    {
        row.HandledBy = account;
        row.HandledAt = account is null ? null : time.GetUtcNow();
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Staff {StaffId} marked reply {ReplyId}: handled {Handled}"
    )]
    private partial void LogMarked(int staffId, long replyId, bool handled);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Staff {StaffId} answered reply {ReplyId} with batch {BatchId}"
    )]
    private partial void LogAnswered(int staffId, long replyId, string batchId);
}
