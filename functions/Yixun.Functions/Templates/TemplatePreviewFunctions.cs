using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Messages;
using Yixun.Core.Problems;
using Yixun.Core.Templates;
using Yixun.Core.Text;
using Yixun.Data.Model;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Templates;

/// <summary>Shows what a template's version comes to.</summary>
public sealed class TemplatePreviewFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    ReferenceData reference
)
{
    private const int MaximumBody = 64 * 1024;

    [Function("AdminPreviewTemplate")]
    [ApiOperation(
        "预览模板",
        Description = "以示例值或给出的值填充，按发送时的规则检查，返回全文、字数与计费条数；不产生短信。",
        Tag = "管理",
        Body = typeof(TemplatePreviewRequest),
        Problems = [
            "field_invalid",
            "lane_invalid",
            "signature_text_invalid",
            "template_variable_missing",
            "template_variable_invalid",
            "template_lane_not_allowed",
            "content_too_long",
            "not_found",
        ]
    )]
    [ApiResponse(StatusCodes.Status200OK, "填充后的短信", typeof(TemplatePreview))]
    public async Task<IResult> Preview(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/templates/{id}/preview")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var body = await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken);
        var entry =
            body.Length == 0 ? new TemplatePreviewRequest() : ApiJson.Read<TemplatePreviewRequest>(body);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await TemplateVersions.FindAsync(database, id, context.CancellationToken);
        var version =
            await database.TemplateVersions.FindAsync(
                [id, entry.Version ?? row.LatestVersion],
                context.CancellationToken
            ) ?? throw new ProblemException(ProblemCatalogue.NotFound);
        if (!TemplateText.TryParse(version.Text, out var text, out _))
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("text"));
        }

        var template = new MessageTemplate(
            id,
            version.Version,
            version.Kind,
            text!,
            TemplateVariables.Read(version.Variables)
        );
        var lane = LaneOf(entry.Lane, template);
        if (entry.Signature is not null && !MessageText.IsValidSignature(entry.Signature))
        {
            throw new ProblemException(ProblemCatalogue.SignatureTextInvalid.At("signature"));
        }

        var content =
            template.Render(ValuesOf(template, entry.Values), out var fault)
            ?? throw new ProblemException(TemplateProblems.Of(fault!).At("values"));
        var whole = MessageText.Compose(
            entry.Signature ?? reference.FindSystem(SystemSeed.ConsoleKey)?.DefaultSignature,
            MessageText.Clean(content),
            reference.Lanes[lane].Suffix
        );
        var segments = TextSegmenter.CountBillable(whole);
        return segments <= TextSegmenter.MaximumSegments
            ? ApiResult.Ok(new TemplatePreview(whole, whole.Length, segments))
            : throw new ProblemException(ProblemCatalogue.ContentTooLong);
    }

    private static Lane LaneOf(string? name, MessageTemplate template)
    {
        if (name is null)
        {
            return TemplateKinds.LanesOf(template.Kind)[0];
        }

        if (!Lanes.TryParse(name, out var lane))
        {
            throw new ProblemException(ProblemCatalogue.LaneInvalid.At("lane"));
        }

        return template.MayUse(lane)
            ? lane
            : throw new ProblemException(ProblemCatalogue.TemplateLaneNotAllowed.At("lane"));
    }

    private static Dictionary<string, string> ValuesOf(
        MessageTemplate template,
        IReadOnlyDictionary<string, string>? given
    )
    {
        var values = new Dictionary<string, string>(
            given ?? new Dictionary<string, string>(),
            StringComparer.Ordinal
        );
        foreach (var variable in template.Variables)
        {
            if (variable.Example is not null)
            {
                values.TryAdd(variable.Name, variable.Example);
            }
        }

        return values;
    }
}
