using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Problems;
using Yixun.Data.Channels;
using Yixun.Data.Model;
using Yixun.Functions.Admin;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Routes;

/// <summary>The site's routing rules.</summary>
public sealed partial class RouteRuleFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    ReferenceData reference,
    StaffChanges changes,
    TimeProvider time
)
{
    private const int MaximumBody = 64 * 1024;
    private const int MaximumRules = 500;

    [Function("AdminListRouteRules")]
    [ApiOperation("路由规则", Description = "按判断的先后排列，最多 500 条。", Tag = "路由")]
    [ApiResponse(StatusCodes.Status200OK, "全部路由规则", typeof(IReadOnlyList<RouteRuleView>))]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/route-rules")]
            HttpRequest request,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var rows = await InOrder(database).AsNoTracking().ToListAsync(context.CancellationToken);
        return ApiResult.Ok(rows.ConvertAll(View));
    }

    [Function("AdminGetRouteRule")]
    [ApiOperation("一条路由规则", Tag = "路由", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status200OK, "路由规则", typeof(RouteRuleView))]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/route-rules/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        return ApiResult.Ok(View(await FindAsync(database, id, context.CancellationToken)));
    }

    [Function("AdminPutRouteRule")]
    [ApiOperation(
        "新增或修改一条路由规则",
        Description = "编号为 2 至 32 位小写字母、数字或短横。新增的排在最后，revision 为 0；修改须带读到的 revision。",
        Tag = "路由",
        Body = typeof(RouteRuleRequest),
        Problems = [
            "field_invalid",
            "lane_invalid",
            "carrier_invalid",
            "province_invalid",
            "signature_text_invalid",
            "channel_unknown",
            "system_unknown",
            "rule_contradictory",
            "revision_conflict",
        ]
    )]
    [ApiResponse(StatusCodes.Status200OK, "已保存，立即生效", typeof(RouteRuleView))]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/admin/route-rules/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var rule = ApiJson.Read<RouteRuleRequest>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        if (!IdPattern().IsMatch(id))
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("id").At("id"));
        }

        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await database.RouteRules.FindAsync([id], context.CancellationToken);
        RevisionedSave.CheckRevision(rule.Revision, row?.Revision ?? 0);
        if (row is null)
        {
            var count = await database.RouteRules.CountAsync(context.CancellationToken);
            if (count >= MaximumRules)
            {
                throw new ProblemException(
                    ProblemCatalogue.FieldInvalid.With($"最多 {MaximumRules} 条").At("id")
                );
            }

            row = new RouteRuleEntity
            {
                Id = id,
                Name = rule.Name,
                UpdatedBy = "",
                Position =
                    1
                    + (
                        await database.RouteRules.MaxAsync(
                            other => (int?)other.Position,
                            context.CancellationToken
                        ) ?? 0
                    ),
            };
            database.RouteRules.Add(row);
        }

        await RouteRuleCheck.WriteAsync(rule, row, database, context.CancellationToken);
        Touch(row, context);
        await SaveAsync(database, context, "route-rule.put", id);
        return ApiResult.Ok(View(row));
    }

    [Function("AdminDeleteRouteRule")]
    [ApiOperation("删除一条路由规则", Tag = "路由", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status204NoContent, "已删除，立即生效")]
    public async Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/admin/route-rules/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        database.RouteRules.Remove(await FindAsync(database, id, context.CancellationToken));
        await SaveAsync(database, context, "route-rule.delete", id);
        return Results.NoContent();
    }

    [Function("AdminOrderRouteRules")]
    [ApiOperation(
        "调整路由规则的先后",
        Description = "须列出全部规则的编号；期间若有人增删规则则返回 409。",
        Tag = "路由",
        Body = typeof(RouteRuleOrder),
        Problems = ["field_invalid", "revision_conflict"]
    )]
    [ApiResponse(StatusCodes.Status200OK, "调整后的规则，立即生效", typeof(IReadOnlyList<RouteRuleView>))]
    public async Task<IResult> Reorder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/admin/route-rule-order")]
            HttpRequest request,
        FunctionContext context
    )
    {
        var order = ApiJson.Read<RouteRuleOrder>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var rows = await InOrder(database).ToListAsync(context.CancellationToken);
        var ids = (order.Ids ?? []).Where(id => id is not null).Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count != order.Ids?.Count)
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("ids").At("ids"));
        }

        var places = ids.Index().ToDictionary(id => id.Item, id => id.Index + 1);
        if (!rows.Select(row => row.Id).ToHashSet(StringComparer.Ordinal).SetEquals(places.Keys))
        {
            throw new ProblemException(ProblemCatalogue.RevisionConflict.At("ids"));
        }

        foreach (var row in rows.Where(row => row.Position != places[row.Id]))
        {
            row.Position = places[row.Id];
            Touch(row, context);
        }

        await SaveAsync(database, context, "route-rule.order", string.Join(',', ids));
        return ApiResult.Ok(rows.OrderBy(row => row.Position).Select(View).ToList());
    }

    private static IQueryable<RouteRuleEntity> InOrder(YixunDbContext database) =>
        database.RouteRules.OrderBy(row => row.Position).ThenBy(row => row.Id);

    private static async Task<RouteRuleEntity> FindAsync(
        YixunDbContext database,
        string id,
        CancellationToken cancellationToken
    ) =>
        await database.RouteRules.FindAsync([id], cancellationToken)
        ?? throw new ProblemException(ProblemCatalogue.NotFound);

    private void Touch(RouteRuleEntity row, FunctionContext context)
    {
        row.Revision++;
        row.UpdatedAt = time.GetUtcNow();
        row.UpdatedBy = StaffSession.Of(context).Account;
    }

    private async Task SaveAsync(
        YixunDbContext database,
        FunctionContext context,
        string action,
        string subject
    )
    {
        await database.SaveAsync(context.CancellationToken);
        await reference.ReloadAsync(context.CancellationToken);
        await changes.NoteAsync(context, action, subject);
    }

    private static RouteRuleView View(RouteRuleEntity row)
    {
        var rule = RouteRuleRows.Read(row);
        return new RouteRuleView(
            row.Id,
            row.Position,
            row.Name,
            row.Enabled,
            [.. rule.Carriers.Select(ApiNames.Of)],
            [.. rule.Lanes.Select(Core.Messages.Lanes.NameOf)],
            rule.Systems,
            rule.Provinces,
            rule.Signatures,
            rule.Ported,
            rule.HasLink,
            rule.Deny,
            rule.Channels,
            ApiNames.Of(rule.Preference),
            rule.FallThrough,
            row.Revision,
            row.UpdatedAt,
            row.UpdatedBy
        );
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{1,31}\z")]
    private static partial Regex IdPattern();
}
