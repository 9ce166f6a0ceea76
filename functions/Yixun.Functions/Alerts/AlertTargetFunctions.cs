using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Alerts;
using Yixun.Core.Ids;
using Yixun.Core.Problems;
using Yixun.Data.Model;
using Yixun.Functions.Admin;
using Yixun.Functions.Alerts.Delivery;
using Yixun.Functions.Audit;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Records;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Alerts;

/// <summary>Who is told of alerts.</summary>
public sealed class AlertTargetFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    AlertTargets targets,
    AlertCourier courier,
    IAuditTrail audit,
    ReferenceData reference,
    MessageIdGenerator ids,
    TimeProvider time
)
{
    private const int MaximumBody = 16 * 1024;
    private const int MaximumAddress = 2048;

    [Function("AdminListAlertTargets")]
    [ApiOperation("告警接收方", Tag = "管理")]
    [ApiResponse(
        StatusCodes.Status200OK,
        "全部接收方；地址已脱敏，不含密钥",
        typeof(IReadOnlyList<AlertTargetView>)
    )]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/alert-targets")]
            HttpRequest request,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var rows = await database
            .AlertTargets.AsNoTracking()
            .OrderBy(target => target.Id)
            .ToListAsync(context.CancellationToken);
        return ApiResult.Ok(rows.ConvertAll(View));
    }

    [Function("AdminAddAlertTarget")]
    [ApiOperation(
        "新增告警接收方",
        Description = "kind：webhook（address 为地址，secret 为签名密钥）、email 或 sms（address 为手机号，经其他可用通道发送）。",
        Tag = "管理",
        Body = typeof(AlertTargetRequest),
        Problems = ["json_invalid", "field_unknown", "field_invalid", "alert_target_invalid"]
    )]
    [ApiResponse(StatusCodes.Status201Created, "已新增", typeof(AlertTargetAdded))]
    public async Task<IResult> Add(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/alert-targets")]
            HttpRequest request,
        FunctionContext context
    )
    {
        var entry = await ReadAsync(request, context);
        var staff = StaffSession.Of(context);
        var row = new AlertTargetEntity
        {
            Id = ids.Next(),
            Kind = KindOf(entry),
            Name = entry.Name,
            UpdatedBy = staff.Account,
        };
        CheckWay(row.Kind, entry);
        Write(row, entry, staff);
        targets.Seal(row, DestinationOf(row.Kind, entry, new AlertDestination("", "")));
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        database.AlertTargets.Add(row);
        audit.Record(database, staff, "created", TargetOf(row.Id), null, Describe(row));
        await database.SaveChangesAsync(context.CancellationToken);
        return ApiResult.Json(new AlertTargetAdded(ApiId.Of(row.Id)), StatusCodes.Status201Created);
    }

    [Function("AdminPutAlertTarget")]
    [ApiOperation(
        "修改告警接收方",
        Description = "address、secret 不填则保持不变；kind 不可改。",
        Tag = "管理",
        Body = typeof(AlertTargetRequest),
        Problems = ["json_invalid", "field_unknown", "field_invalid", "alert_target_invalid", "not_found"]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已修改，立即生效")]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/admin/alert-targets/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var entry = await ReadAsync(request, context);
        var staff = StaffSession.Of(context);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await FindAsync(database, id, context.CancellationToken);
        if (KindOf(entry) != row.Kind)
        {
            throw Invalid("kind", "类型不可修改，请另行新增");
        }

        CheckWay(row.Kind, entry);

        var before = Describe(row);
        var destination = targets.Open(row);
        var wanted = DestinationOf(row.Kind, entry, destination);
        if ((wanted.Address, wanted.Secret) != (destination.Address, destination.Secret))
        {
            targets.Seal(row, wanted);
        }

        Write(row, entry, staff);
        audit.Record(database, staff, "changed", TargetOf(row.Id), before, Describe(row));
        await database.SaveChangesAsync(context.CancellationToken);
        return Results.NoContent();
    }

    [Function("AdminDeleteAlertTarget")]
    [ApiOperation("删除告警接收方", Tag = "管理", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status204NoContent, "已删除；未送出的通知一并取消")]
    public async Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/admin/alert-targets/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await FindAsync(database, id, context.CancellationToken);
        database.AlertTargets.Remove(row);
        audit.Record(database, StaffSession.Of(context), "removed", TargetOf(row.Id), Describe(row), null);
        await database.SaveChangesAsync(context.CancellationToken);
        return Results.NoContent();
    }

    [Function("AdminTestAlertTarget")]
    [ApiOperation("向接收方发一条测试告警", Tag = "管理", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status200OK, "是否送达，未送达时说明原因", typeof(AlertTargetTestAnswer))]
    public async Task<IResult> Test(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/alert-targets/{id}/test")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await FindAsync(database, id, context.CancellationToken);
        var staff = StaffSession.Of(context);
        audit.Record(database, staff, "test", TargetOf(row.Id), null, Describe(row));
        await database.SaveChangesAsync(context.CancellationToken);
        var testId = ids.Next();
        var notice = courier.NoticeOf(
            new AlertEntity
            {
                Id = testId,
                Kind = AlertKinds.Test,
                ChannelId = "",
                Severity = AlertSeverity.Info,
                RaisedAt = time.GetUtcNow(),
                Detail = "这是一条测试告警，无须处理",
            },
            ApiId.Of(testId),
            "test"
        );
        try
        {
            await courier.SenderOf(row.Kind).SendAsync(targets.Open(row), notice, context.CancellationToken);
            return ApiResult.Ok(new AlertTargetTestAnswer(true, null));
        }
        catch (AlertNotDeliveredException exception)
        {
            return ApiResult.Ok(new AlertTargetTestAnswer(false, exception.Message));
        }
    }

    private static async Task<AlertTargetRequest> ReadAsync(HttpRequest request, FunctionContext context) =>
        ApiJson.Read<AlertTargetRequest>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );

    private static async Task<AlertTargetEntity> FindAsync(
        YixunDbContext database,
        string id,
        CancellationToken cancellationToken
    )
    {
        var key = ApiId.Parse(id);
        return await database.AlertTargets.SingleOrDefaultAsync(target => target.Id == key, cancellationToken)
            ?? throw new ProblemException(ProblemCatalogue.NotFound);
    }

    private static AlertTargetKind KindOf(AlertTargetRequest entry) =>
        Enum.GetValues<AlertTargetKind>()
            .Cast<AlertTargetKind?>()
            .FirstOrDefault(kind => MessageRecords.NameOf(kind!.Value) == entry.Kind)
        ?? throw Invalid("kind", "类型须为 webhook、email 或 sms");

    /// <summary>One that is switched off may be kept for the day when the site can tell it.</summary>
    private void CheckWay(AlertTargetKind kind, AlertTargetRequest entry)
    {
        if (entry.Enabled && courier.SenderOf(kind).Missing is { } missing)
        {
            throw Invalid("kind", missing);
        }
    }

    private void Write(AlertTargetEntity row, AlertTargetRequest entry, StaffSession staff)
    {
        if (entry.Name.Trim().Length is 0 or > 64)
        {
            throw Invalid("name", "名称须为 1 至 64 个字");
        }

        var kinds = (entry.Kinds ?? []).Distinct().ToList();
        if (kinds.Exists(kind => !AlertKinds.All.Contains(kind)))
        {
            throw Invalid("kinds", $"告警种类须为 {string.Join('、', AlertKinds.All)}");
        }

        if (!QuietHours.IsValid(entry.QuietHours))
        {
            throw Invalid("quietHours", "免打扰时段须形如 22:00-07:00");
        }

        row.Name = entry.Name.Trim();
        row.Kinds = string.Join(',', kinds);
        row.MinimumSeverity =
            AlertFunctions.SeverityOf(entry.MinimumSeverity)
            ?? throw Invalid("minimumSeverity", "最低级别须为 info、warning 或 critical");
        row.QuietHours = entry.QuietHours;
        row.Enabled = entry.Enabled;
        row.UpdatedAt = time.GetUtcNow();
        row.UpdatedBy = staff.Account;
    }

    private AlertDestination DestinationOf(
        AlertTargetKind kind,
        AlertTargetRequest entry,
        AlertDestination before
    )
    {
        var destination = new AlertDestination(
            entry.Address?.Trim() ?? before.Address,
            entry.Secret ?? before.Secret
        );
        if (destination.Address.Length is 0 or > MaximumAddress)
        {
            throw Invalid("address", "须填写接收地址");
        }

        if (kind != AlertTargetKind.Webhook && destination.Secret.Length > 0)
        {
            throw Invalid("secret", "只有 webhook 可以设置签名密钥");
        }

        return courier.SenderOf(kind).Check(destination) is { } wrong
            ? throw Invalid("address", wrong)
            : destination;
    }

    private static AuditTarget TargetOf(long id) => new("alert-target", ApiId.Of(id));

    /// <summary>Without the address.</summary>
    private static string Describe(AlertTargetEntity row) =>
        $"{row.Name}（{MessageRecords.NameOf(row.Kind)}），最低级别 {MessageRecords.NameOf(row.MinimumSeverity)}，"
        + $"种类 {(row.Kinds.Length == 0 ? "全部" : row.Kinds)}，免打扰 {(row.QuietHours.Length == 0 ? "无" : row.QuietHours)}，"
        + (row.Enabled ? "启用" : "停用");

    private AlertTargetView View(AlertTargetEntity row)
    {
        var destination = targets.Open(row);
        return new AlertTargetView(
            ApiId.Of(row.Id),
            MessageRecords.NameOf(row.Kind),
            row.Name,
            courier.SenderOf(row.Kind).Mask(destination.Address),
            destination.Secret.Length > 0,
            row.Kinds.Split(',', StringSplitOptions.RemoveEmptyEntries),
            MessageRecords.NameOf(row.MinimumSeverity),
            row.QuietHours,
            row.Enabled,
            row.UpdatedAt.ToOffset(reference.Zone),
            row.UpdatedBy
        );
    }

    private static ProblemException Invalid(string field, string why) =>
        new(ProblemCatalogue.AlertTargetInvalid.With(why).At(field));
}
