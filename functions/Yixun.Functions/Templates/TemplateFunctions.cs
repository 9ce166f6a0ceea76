using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Problems;
using Yixun.Core.Templates;
using Yixun.Data.Model;
using Yixun.Functions.Admin;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Templates;

/// <summary>Texts with variables that systems name by id.</summary>
public sealed partial class TemplateFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    TemplateVersions versions,
    ReferenceData reference,
    StaffChanges changes
)
{
    private const int MaximumBody = 64 * 1024;
    private const int MaximumLimit = 500;
    private const int MaximumVersions = 100;
    private const int MaximumChanges = 200;

    [Function("AdminListTemplates")]
    [ApiOperation(
        "短信模板",
        Description = "按编号排列；条数达到 limit 时，以最后一个编号为 after 取下一页。",
        Tag = "管理",
        Problems = ["field_invalid"]
    )]
    [ApiQuery("kind", "notice、otp 或 marketing")]
    [ApiQuery("state", "draft、reviewing、approved、rejected 或 disabled")]
    [ApiQuery("text", "编号、名称或内容包含")]
    [ApiQuery("after", "上一页最后一个编号")]
    [ApiQuery("limit", "每页条数，1 至 500，默认 500")]
    [ApiResponse(StatusCodes.Status200OK, "一页模板", typeof(IReadOnlyList<TemplateView>))]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/templates")] HttpRequest request,
        FunctionContext context
    )
    {
        var limit = (int)request.Number("limit", MaximumLimit, 1, MaximumLimit);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var query =
            from template in database.Templates.AsNoTracking()
            join version in database.TemplateVersions
                on new { TemplateId = template.Id, Version = template.LatestVersion } equals new
                {
                    version.TemplateId,
                    version.Version,
                }
                into latest
            from version in latest.DefaultIfEmpty()
            select new { Template = template, Latest = version };
        if (request.Text("after") is { } after)
        {
            query = query.Where(row => string.Compare(row.Template.Id, after) > 0);
        }

        if (request.Text("kind") is { } kindName)
        {
            var kind = ApiNames.Read<TemplateKind>(
                kindName,
                ProblemCatalogue.FieldInvalid.With("kind"),
                "kind"
            );
            query = query.Where(row => row.Template.Kind == kind);
        }

        if (request.Text("state") is { } stateName)
        {
            if (stateName == "disabled")
            {
                query = query.Where(row => !row.Template.Enabled);
            }
            else
            {
                var state = ApiNames.Read<TemplateState>(
                    stateName,
                    ProblemCatalogue.FieldInvalid.With("state"),
                    "state"
                );
                query = query.Where(row => row.Template.Enabled && row.Latest!.State == state);
            }
        }

        if (request.Text("text") is { } text)
        {
            query = query.Where(row =>
                row.Template.Id.Contains(text)
                || row.Template.Name.Contains(text)
                || row.Template.Text.Contains(text)
            );
        }

        var rows = await query
            .OrderBy(row => row.Template.Id)
            .Take(limit)
            .ToListAsync(context.CancellationToken);
        return ApiResult.Ok(rows.ConvertAll(row => TemplateViews.Of(row.Template, row.Latest)));
    }

    [Function("AdminGetTemplate")]
    [ApiOperation("一个模板，连同各版本与经过", Tag = "管理", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status200OK, "模板", typeof(TemplateDetail))]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/templates/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await TemplateVersions.FindAsync(database, id, context.CancellationToken);
        var all = await database
            .TemplateVersions.AsNoTracking()
            .Where(version => version.TemplateId == id)
            .OrderByDescending(version => version.Version)
            .Take(MaximumVersions)
            .ToListAsync(context.CancellationToken);
        var steps = await database
            .TemplateChanges.AsNoTracking()
            .Where(change => change.TemplateId == id)
            .OrderByDescending(change => change.Id)
            .Take(MaximumChanges)
            .ToListAsync(context.CancellationToken);
        return ApiResult.Ok(
            new TemplateDetail(
                TemplateViews.Of(row, all.FirstOrDefault()),
                all.ConvertAll(TemplateViews.Of),
                steps.ConvertAll(TemplateViews.Of)
            )
        );
    }

    [Function("AdminPutTemplate")]
    [ApiOperation(
        "新增或修改一个模板",
        Description = "编号为 2 至 64 位小写字母、数字、点或短横；变量写作 {name}。修改内容产生新版本：未开启模板审核时保存即通过、立即生效；"
            + "开启时为草稿，提交并由他人通过后才生效，在此之前仍发送已通过的版本。",
        Tag = "管理",
        Body = typeof(TemplateRequest),
        Problems = ["field_invalid", "template_variable_invalid", "revision_conflict"]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已保存")]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/admin/templates/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var entry = ApiJson.Read<TemplateRequest>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        if (!IdPattern().IsMatch(id))
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("id").At("id"));
        }

        await versions.SaveAsync(id, entry, StaffSession.Of(context).Account, context.CancellationToken);
        await reference.ReloadAsync(context.CancellationToken);
        await changes.NoteAsync(context, "template.put", id);
        return Results.NoContent();
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,63}\z")]
    private static partial Regex IdPattern();
}
