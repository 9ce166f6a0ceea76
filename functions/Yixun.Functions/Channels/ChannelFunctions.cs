using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Yixun.Core.Problems;
using Yixun.Functions.Admin;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;

namespace Yixun.Functions.Channels;

/// <summary>One channel: read, add, change, remove.</summary>
public sealed class ChannelFunctions(ChannelRegister register)
{
    private const int MaximumBody = 64 * 1024;

    [Function("AdminGetChannel")]
    [ApiOperation("一个通道的全部参数", Tag = "管理", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status200OK, "参数；密钥只说明是否已设置", typeof(ChannelDetailView))]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/channels/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var view = await register.GetAsync(id, context.CancellationToken);
        request.HttpContext.Response.Headers.ETag = $"\"{view.Revision}\"";
        return ApiResult.Ok(view);
    }

    [Function("AdminPutChannel")]
    [ApiOperation(
        "新增或修改一个通道",
        Description = "不带 revision 为新增；修改须带读到的 revision（或 If-Match 请求头），不一致时返回 409。密钥不填则保持不变。"
            + "改动启停、运行状态、权重、速率时须填原因。立即生效，无须重启。来自配置文件的通道只能改运营参数。",
        Tag = "管理",
        Body = typeof(ChannelChange),
        Problems = [
            "json_invalid",
            "field_unknown",
            "field_invalid",
            "channel_invalid",
            "reason_invalid",
            "not_found",
            "channel_exists",
            "revision_conflict",
            "channel_of_configuration",
        ]
    )]
    [ApiResponse(StatusCodes.Status201Created, "已新增", typeof(ChannelRevision))]
    [ApiResponse(StatusCodes.Status200OK, "已修改", typeof(ChannelRevision))]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/admin/channels/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var change = ApiJson.Read<ChannelChange>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        var (revision, created) = await register.SaveAsync(
            id,
            change,
            RevisionOf(request, change),
            StaffSession.Of(context),
            context.CancellationToken
        );
        return ApiResult.Json(
            new ChannelRevision(ApiId.Of(revision)),
            created ? StatusCodes.Status201Created : StatusCodes.Status200OK
        );
    }

    [Function("AdminDeleteChannel")]
    [ApiOperation(
        "删除一个通道",
        Description = "通道上没有未完成的短信时才能删除；否则返回 409 与条数，可先停用。",
        Tag = "管理",
        Problems = [
            "not_found",
            "reason_invalid",
            "channel_of_configuration",
            "channel_named_by_rule",
            "channel_busy",
            "revision_conflict",
        ]
    )]
    [ApiQuery("reason", "原因，1 至 200 字", Required = true)]
    [ApiResponse(StatusCodes.Status204NoContent, "已删除")]
    public async Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/admin/channels/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        await register.RemoveAsync(
            id,
            request.Text("reason"),
            StaffSession.Of(context),
            context.CancellationToken
        );
        return Results.NoContent();
    }

    private static long? RevisionOf(HttpRequest request, ChannelChange change)
    {
        var text = request.Headers.IfMatch.ToString() is { Length: > 0 } match
            ? match.Trim('"')
            : change.Revision;
        if (text is null)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw new ProblemException(ProblemCatalogue.FieldInvalid.With("revision").At("revision"));
    }
}
