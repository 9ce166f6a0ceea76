using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yixun.Core.Problems;
using Yixun.Data.Model;
using Yixun.Functions.Admin;
using Yixun.Functions.Hosting;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Replies;

/// <summary>The keyword rules for replies.</summary>
public sealed partial class ReplyRuleFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    ReferenceData reference,
    ReplyTrial trial,
    TimeProvider time,
    IOptions<YixunOptions> options,
    ILogger<ReplyRuleFunctions> logger
)
{
    private const int MaximumBody = 64 * 1024;

    private TimeSpan Zone => TimeSpan.FromHours(options.Value.ZoneOffsetHours);

    [Function("AdminListReplyRules")]
    [ApiOperation("关键词规则", Tag = "回复")]
    [ApiResponse(StatusCodes.Status200OK, "全部规则，按执行顺序", typeof(IReadOnlyList<ReplyRuleView>))]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/reply-rules")]
            HttpRequest request,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var rows = await database
            .ReplyRules.AsNoTracking()
            .OrderBy(rule => rule.Position)
            .ThenBy(rule => rule.Id)
            .ToListAsync(context.CancellationToken);
        return ApiResult.Ok(rows.ConvertAll(row => ReplyRuleEntries.Read(row, reference, Zone)));
    }

    [Function("AdminAddReplyRule")]
    [ApiOperation(
        "新增关键词规则",
        Description = "排在最后。自动回复每条规则对同一号码每小时至多一次，每号码每天合计至多五次；退订的回复不自动回复。",
        Tag = "回复",
        Body = typeof(ReplyRuleRequest),
        Problems = [
            "field_invalid",
            "extension_invalid",
            "content_invalid",
            "content_too_long",
            "rule_pattern_invalid",
        ]
    )]
    [ApiResponse(StatusCodes.Status201Created, "已新增，立即生效", typeof(ReplyRuleView))]
    public async Task<IResult> Add(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/reply-rules")]
            HttpRequest request,
        FunctionContext context
    )
    {
        var entry = await ReadAsync<ReplyRuleRequest>(request, context);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var last = await database.ReplyRules.MaxAsync(rule => (int?)rule.Position, context.CancellationToken);
        var row = new ReplyRuleEntity
        {
            Name = entry.Name,
            Words = "[]",
            Position = (last ?? 0) + 1,
            UpdatedBy = "",
        };
        Write(row, entry, context);
        database.ReplyRules.Add(row);
        await SaveAsync(database, context, row.Name);
        return ApiResult.Json(ReplyRuleEntries.Read(row, reference, Zone), StatusCodes.Status201Created);
    }

    [Function("AdminPutReplyRule")]
    [ApiOperation(
        "修改关键词规则",
        Tag = "回复",
        Body = typeof(ReplyRuleRequest),
        Problems = [
            "not_found",
            "field_invalid",
            "extension_invalid",
            "content_invalid",
            "content_too_long",
            "rule_pattern_invalid",
        ]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已修改，立即生效")]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/admin/reply-rules/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var entry = await ReadAsync<ReplyRuleRequest>(request, context);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await FindAsync(database, id, context.CancellationToken);
        Write(row, entry, context);
        await SaveAsync(database, context, row.Name);
        return Results.NoContent();
    }

    [Function("AdminRemoveReplyRule")]
    [ApiOperation("删除关键词规则", Tag = "回复", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status204NoContent, "已删除")]
    public async Task<IResult> Remove(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/admin/reply-rules/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await FindAsync(database, id, context.CancellationToken);
        database.ReplyRules.Remove(row);
        await SaveAsync(database, context, row.Name);
        return Results.NoContent();
    }

    [Function("AdminOrderReplyRules")]
    [ApiOperation(
        "调整关键词规则的顺序",
        Tag = "回复",
        Body = typeof(ReplyRuleOrder),
        Problems = ["field_invalid"]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已调整，立即生效")]
    public async Task<IResult> Order(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/reply-rules/order")]
            HttpRequest request,
        FunctionContext context
    )
    {
        var ids = (await ReadAsync<ReplyRuleOrder>(request, context)).Ids;
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var rows = await database.ReplyRules.ToDictionaryAsync(rule => rule.Id, context.CancellationToken);
        if (ids.Count != rows.Count || !ids.ToHashSet().SetEquals(rows.Keys))
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("ids").At("ids"));
        }

        for (var index = 0; index < ids.Count; index++)
        {
            rows[ids[index]].Position = index + 1;
        }

        await SaveAsync(database, context, "*");
        return Results.NoContent();
    }

    [Function("AdminTryReplyRules")]
    [ApiOperation(
        "试运行：这样一条回复会怎样处理",
        Description = "只计算，不记录也不发送。",
        Tag = "回复",
        Body = typeof(ReplyTrialRequest),
        Problems = ["field_invalid", "number_invalid"]
    )]
    [ApiResponse(StatusCodes.Status200OK, "归属、退订、命中的规则与动作", typeof(ReplyTrialView))]
    public async Task<IResult> Try(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/reply-rules/try")]
            HttpRequest request,
        FunctionContext context
    ) =>
        ApiResult.Ok(
            await trial.TryAsync(
                await ReadAsync<ReplyTrialRequest>(request, context),
                context.CancellationToken
            )
        );

    private static async Task<T> ReadAsync<T>(HttpRequest request, FunctionContext context) =>
        ApiJson.Read<T>(await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken));

    private static async Task<ReplyRuleEntity> FindAsync(
        YixunDbContext database,
        string id,
        CancellationToken cancellationToken
    )
    {
        var ruleId = ApiId.Parse(id);
        return await database.ReplyRules.SingleOrDefaultAsync(rule => rule.Id == ruleId, cancellationToken)
            ?? throw new ProblemException(ProblemCatalogue.NotFound);
    }

    private void Write(ReplyRuleEntity row, ReplyRuleRequest entry, FunctionContext context)
    {
        ReplyRuleEntries.Write(row, entry, reference);
        row.UpdatedAt = time.GetUtcNow();
        row.UpdatedBy = StaffSession.Of(context).Account;
    }

    private async Task SaveAsync(YixunDbContext database, FunctionContext context, string rule)
    {
        await database.SaveChangesAsync(context.CancellationToken);
        await reference.ReloadAsync(context.CancellationToken);
        LogChanged(StaffSession.Of(context).StaffId, context.FunctionDefinition.Name, rule);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Staff {StaffId} changed reply rules by {Function}: {Rule}"
    )]
    private partial void LogChanged(int staffId, string function, string rule);
}
