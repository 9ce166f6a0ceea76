using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Alerts;
using Yixun.Core.Problems;
using Yixun.Data.Model;
using Yixun.Functions.Admin;
using Yixun.Functions.Audit;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Records;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Alerts;

/// <summary>What is and was wrong, and who has seen it.</summary>
public sealed class AlertFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    IAuditTrail audit,
    ReferenceData reference,
    TimeProvider time
)
{
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;

    [Function("AdminListAlerts")]
    [ApiOperation("告警记录", Tag = "管理", Problems = ["field_invalid"])]
    [ApiQuery("state", "open 未解除，cleared 已解除；默认全部")]
    [ApiQuery("kind", AlertKinds.Listed)]
    [ApiQuery("channel", "通道编号")]
    [ApiQuery("severity", "最低级别：info、warning 或 critical")]
    [ApiQuery("before", "上一页的 next")]
    [ApiQuery("limit", "每页条数，1 至 200，默认 50")]
    [ApiResponse(StatusCodes.Status200OK, "一页告警，新的在前", typeof(AlertPage))]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/alerts")] HttpRequest request,
        FunctionContext context
    )
    {
        var before = request.Number("before", long.MaxValue, 0, long.MaxValue);
        var limit = (int)request.Number("limit", DefaultLimit, 1, MaximumLimit);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var query = database.Alerts.AsNoTracking().Where(alert => alert.Id < before);
        query = request.Text("state") switch
        {
            null => query,
            "open" => query.Where(alert => alert.ClearedAt == null),
            "cleared" => query.Where(alert => alert.ClearedAt != null),
            _ => throw Invalid("state"),
        };
        if (request.Text("kind") is { } kind)
        {
            query = AlertKinds.All.Contains(kind)
                ? query.Where(alert => alert.Kind == kind)
                : throw Invalid("kind");
        }

        if (request.Text("channel") is { } channel)
        {
            query = query.Where(alert => alert.ChannelId == channel);
        }

        if (request.Text("severity") is { } name)
        {
            var least = SeverityOf(name) ?? throw Invalid("severity");
            query = query.Where(alert => alert.Severity >= least);
        }

        var rows = await query
            .OrderByDescending(alert => alert.Id)
            .Take(limit + 1)
            .ToListAsync(context.CancellationToken);
        var items = rows.Take(limit).Select(View).ToList();
        return ApiResult.Ok(new AlertPage(items, rows.Count > limit ? items[^1].Id : null));
    }

    [Function("AdminGetAlert")]
    [ApiOperation("一条告警与通知情况", Tag = "管理", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status200OK, "告警", typeof(AlertDetailView))]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/alerts/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var key = ApiId.Parse(id);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var alert =
            await database
                .Alerts.AsNoTracking()
                .SingleOrDefaultAsync(alert => alert.Id == key, context.CancellationToken)
            ?? throw new ProblemException(ProblemCatalogue.NotFound);
        var deliveries = await database
            .AlertDeliveries.AsNoTracking()
            .Where(delivery => delivery.AlertId == key)
            .OrderBy(delivery => delivery.Id)
            .ToListAsync(context.CancellationToken);
        var names = await database
            .AlertTargets.AsNoTracking()
            .ToDictionaryAsync(target => target.Id, target => target.Name, context.CancellationToken);
        return ApiResult.Ok(
            new AlertDetailView(
                View(alert),
                deliveries.ConvertAll(delivery => new AlertDeliveryView(
                    names.GetValueOrDefault(delivery.TargetId),
                    MessageRecords.NameOf(delivery.Occasion),
                    MessageRecords.NameOf(delivery.State),
                    delivery.Tries,
                    Local(delivery.NextTryAt),
                    Local(delivery.DoneAt),
                    delivery.LastError
                ))
            )
        );
    }

    [Function("AdminAcknowledgeAlert")]
    [ApiOperation(
        "确认一条告警",
        Description = "表示已有人处理：此后不再提醒，解除时仍会通知。",
        Tag = "管理",
        Problems = ["not_found"]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已确认；重复确认不变")]
    public async Task<IResult> Acknowledge(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/alerts/{id}/acknowledge")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var key = ApiId.Parse(id);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var alert =
            await database.Alerts.SingleOrDefaultAsync(alert => alert.Id == key, context.CancellationToken)
            ?? throw new ProblemException(ProblemCatalogue.NotFound);
        if (alert.AcknowledgedAt is null)
        {
            var staff = StaffSession.Of(context);
            alert.AcknowledgedAt = time.GetUtcNow();
            alert.AcknowledgedBy = staff.Account;
            audit.Record(
                database,
                staff,
                "acknowledged",
                new AuditTarget("alert", id),
                null,
                AlertKinds.NameOf(alert.Kind)
            );
            await database.SaveChangesAsync(context.CancellationToken);
        }

        return Results.NoContent();
    }

    /// <summary>The severity with a name; null when there is none.</summary>
    internal static AlertSeverity? SeverityOf(string name) =>
        Enum.GetValues<AlertSeverity>()
            .Cast<AlertSeverity?>()
            .FirstOrDefault(severity => MessageRecords.NameOf(severity!.Value) == name);

    private static ProblemException Invalid(string field) =>
        new(ProblemCatalogue.FieldInvalid.With(field).At(field));

    private AlertView View(AlertEntity alert) =>
        new(
            ApiId.Of(alert.Id),
            alert.Kind,
            AlertKinds.NameOf(alert.Kind),
            alert.ChannelId.Length == 0 ? null : alert.ChannelId,
            MessageRecords.NameOf(alert.Severity),
            alert.Detail,
            alert.RaisedAt.ToOffset(reference.Zone),
            Local(alert.ClearedAt),
            alert.AcknowledgedBy,
            Local(alert.AcknowledgedAt)
        );

    private DateTimeOffset? Local(DateTimeOffset? time) => time?.ToOffset(reference.Zone);
}
