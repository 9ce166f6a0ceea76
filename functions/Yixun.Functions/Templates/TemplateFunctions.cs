using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Problems;
using Yixun.Core.Templates;
using Yixun.Data.Model;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Admin;

/// <summary>Texts with variables that systems name by id.</summary>
public sealed partial class TemplateFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    ReferenceData reference,
    TimeProvider time
)
{
    private const int MaximumBody = 16 * 1024;
    private const int MaximumText = 1000;

    [Function("AdminListTemplates")]
    [ApiOperation("短信模板", Tag = "管理")]
    [ApiResponse(StatusCodes.Status200OK, "全部模板", typeof(IReadOnlyList<TemplateView>))]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/templates")] HttpRequest request,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var rows = await database
            .Templates.AsNoTracking()
            .OrderBy(template => template.Id)
            .ToListAsync(context.CancellationToken);
        return ApiResult.Ok(
            rows.ConvertAll(row => new TemplateView(
                row.Id,
                row.Name,
                row.Text,
                TemplateText.TryParse(row.Text, out var text, out _) ? text!.Variables : [],
                row.Enabled,
                row.UpdatedAt
            ))
        );
    }

    [Function("AdminPutTemplate")]
    [ApiOperation(
        "新增或修改一个模板",
        Description = "编号为 2 至 64 位小写字母、数字、点或短横；变量写作 {name}。",
        Tag = "管理",
        Body = typeof(TemplateRequest),
        Problems = ["field_invalid"]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已保存，立即生效")]
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

        if (entry.Name is null || entry.Name.Trim().Length is 0 or > 64)
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("name").At("name"));
        }

        if (
            entry.Text is null
            || entry.Text.Trim().Length is 0 or > MaximumText
            || !TemplateText.TryParse(entry.Text, out _, out _)
        )
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("text").At("text"));
        }

        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await database.Templates.FindAsync([id], context.CancellationToken);
        if (row is null)
        {
            row = new TemplateEntity
            {
                Id = id,
                Name = entry.Name,
                Text = entry.Text,
            };
            database.Templates.Add(row);
        }

        row.Name = entry.Name.Trim();
        row.Text = entry.Text;
        row.Enabled = entry.Enabled;
        row.UpdatedAt = time.GetUtcNow();
        await database.SaveChangesAsync(context.CancellationToken);
        await reference.ReloadAsync(context.CancellationToken);
        return Results.NoContent();
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,63}\z")]
    private static partial Regex IdPattern();
}
