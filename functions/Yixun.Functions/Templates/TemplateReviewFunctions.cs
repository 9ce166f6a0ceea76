using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Yixun.Core.Problems;
using Yixun.Functions.Admin;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Templates;

/// <summary>The way of a template's version through review, and its switch.</summary>
public sealed class TemplateReviewFunctions(
    TemplateVersions versions,
    ReferenceData reference,
    StaffChanges changes
)
{
    private const int MaximumBody = 4 * 1024;
    private const int LongestNote = 500;

    [Function("AdminSubmitTemplate")]
    [ApiOperation(
        "提交模板审核",
        Tag = "管理",
        Body = typeof(TemplateNote),
        Problems = ["field_invalid", "template_state_invalid", "revision_conflict", "not_found"]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已提交")]
    public Task<IResult> Submit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/templates/{id}/submit")]
            HttpRequest request,
        string id,
        FunctionContext context
    ) => RunAsync(request, id, context, "submit", versions.SubmitAsync);

    [Function("AdminApproveTemplate")]
    [ApiOperation(
        "通过模板审核",
        Description = "开启模板审核时，须由作者以外的人通过。",
        Tag = "管理",
        Body = typeof(TemplateNote),
        Problems = [
            "field_invalid",
            "template_state_invalid",
            "template_reviewer_is_author",
            "revision_conflict",
            "not_found",
        ]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已通过，立即生效")]
    public Task<IResult> Approve(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/templates/{id}/approve")]
            HttpRequest request,
        string id,
        FunctionContext context
    ) => RunAsync(request, id, context, "approve", versions.ApproveAsync);

    [Function("AdminRejectTemplate")]
    [ApiOperation(
        "驳回模板",
        Description = "须说明原因。",
        Tag = "管理",
        Body = typeof(TemplateNote),
        Problems = [
            "field_invalid",
            "template_state_invalid",
            "template_reviewer_is_author",
            "revision_conflict",
            "not_found",
        ]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已驳回")]
    public Task<IResult> Reject(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/templates/{id}/reject")]
            HttpRequest request,
        string id,
        FunctionContext context
    ) => RunAsync(request, id, context, "reject", versions.RejectAsync, noteNeeded: true);

    [Function("AdminDisableTemplate")]
    [ApiOperation(
        "停用模板",
        Tag = "管理",
        Body = typeof(TemplateNote),
        Problems = ["field_invalid", "revision_conflict", "not_found"]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已停用，立即生效")]
    public Task<IResult> Disable(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/templates/{id}/disable")]
            HttpRequest request,
        string id,
        FunctionContext context
    ) =>
        RunAsync(
            request,
            id,
            context,
            "disable",
            (template, note, account, token) =>
                versions.SetEnabledAsync(template, enabled: false, note, account, token)
        );

    [Function("AdminEnableTemplate")]
    [ApiOperation(
        "启用模板",
        Tag = "管理",
        Body = typeof(TemplateNote),
        Problems = ["field_invalid", "revision_conflict", "not_found"]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已启用，立即生效")]
    public Task<IResult> Enable(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/templates/{id}/enable")]
            HttpRequest request,
        string id,
        FunctionContext context
    ) =>
        RunAsync(
            request,
            id,
            context,
            "enable",
            (template, note, account, token) =>
                versions.SetEnabledAsync(template, enabled: true, note, account, token)
        );

    private async Task<IResult> RunAsync(
        HttpRequest request,
        string id,
        FunctionContext context,
        string action,
        Func<string, string, string, CancellationToken, Task> change,
        bool noteNeeded = false
    )
    {
        var body = await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken);
        var note = (body.Length == 0 ? null : ApiJson.Read<TemplateNote>(body).Note)?.Trim() ?? "";
        if (note.Length > LongestNote || (noteNeeded && note.Length == 0))
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("note").At("note"));
        }

        await change(id, note, StaffSession.Of(context).Account, context.CancellationToken);
        await reference.ReloadAsync(context.CancellationToken);
        await changes.NoteAsync(context, $"template.{action}", id);
        return Results.NoContent();
    }
}
