using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Core.Problems;
using Yixun.Data.Model;
using Yixun.Functions.Admin;
using Yixun.Functions.Audit;
using Yixun.Functions.Hosting;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Records;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Callbacks;

/// <summary>What became of callbacks, without what they say.</summary>
public sealed class CallbackFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    ReferenceData reference,
    TimeProvider time,
    IOptions<YixunOptions> options,
    IAuditTrail audit
)
{
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;

    [Function("AdminListCallbacks")]
    [ApiOperation("回调记录", Tag = "回复", Problems = ["field_invalid"])]
    [ApiQuery("system", "接入系统编号")]
    [ApiQuery("state", "pending、delivered 或 failed")]
    [ApiQuery("kind", "reply")]
    [ApiQuery("before", "上一页的 next")]
    [ApiQuery("limit", "每页条数，1 至 200，默认 50")]
    [ApiResponse(StatusCodes.Status200OK, "一页回调，新的在前；不含内容", typeof(CallbackPage))]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/callbacks")] HttpRequest request,
        FunctionContext context
    )
    {
        var before = request.Number("before", long.MaxValue, 0, long.MaxValue);
        var limit = (int)request.Number("limit", DefaultLimit, 1, MaximumLimit);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var query = database.Callbacks.AsNoTracking().Where(callback => callback.Id < before);
        if (request.Text("system") is { } key)
        {
            var system = reference.FindSystem(key) ?? throw Invalid("system");
            query = query.Where(callback => callback.SystemId == system.Id);
        }

        if (request.Text("state") is { } name)
        {
            var state = Enum.GetValues<CallbackState>()
                .Where(value => MessageRecords.NameOf(value) == name)
                .Select(value => (CallbackState?)value)
                .FirstOrDefault();
            query = state is { } wanted
                ? query.Where(callback => callback.State == wanted)
                : throw Invalid("state");
        }

        if (request.Text("kind") is { } kind)
        {
            query = query.Where(callback => callback.Kind == kind);
        }

        var rows = await query
            .OrderByDescending(callback => callback.Id)
            .Take(limit + 1)
            .ToListAsync(context.CancellationToken);
        var page = rows.Take(limit).Select(View).ToList();
        return ApiResult.Ok(new CallbackPage(page, rows.Count > limit ? page[^1].Id : null));
    }

    [Function("AdminPushCallback")]
    [ApiOperation(
        "重新推送一个回调",
        Description = "立即再次推送，并重新计算 24 小时的重试期；编号不变。",
        Tag = "回复",
        Problems = ["not_found"]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已排入推送")]
    public async Task<IResult> Push(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/callbacks/{id}/push")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var callbackId = ApiId.Parse(id);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row =
            await database.Callbacks.SingleOrDefaultAsync(
                callback => callback.Id == callbackId,
                context.CancellationToken
            ) ?? throw new ProblemException(ProblemCatalogue.NotFound);
        var now = time.GetUtcNow();
        row.State = CallbackState.Pending;
        row.Tries = 0;
        row.NextTryAt = now;
        row.TriesUntil = now + CallbackOutbox.Patience;
        audit.Record(
            database,
            StaffSession.Of(context),
            "pushed",
            new AuditTarget("callback", id),
            null,
            "重新推送"
        );
        await database.SaveChangesAsync(context.CancellationToken);
        return Results.NoContent();
    }

    private CallbackView View(CallbackEntity row)
    {
        var zone = TimeSpan.FromHours(options.Value.ZoneOffsetHours);
        return new CallbackView(
            ApiId.Of(row.Id),
            reference.KeyOfSystem(row.SystemId),
            row.Kind,
            ApiId.Of(row.SubjectId),
            MessageRecords.NameOf(row.State),
            row.Tries,
            row.NextTryAt?.ToOffset(zone),
            row.LastStatus,
            row.LastError,
            row.CreatedAt.ToOffset(zone),
            row.DeliveredAt?.ToOffset(zone)
        );
    }

    private static ProblemException Invalid(string field) =>
        new(ProblemCatalogue.FieldInvalid.With(field).At(field));
}
