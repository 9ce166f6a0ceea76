using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Yixun.Core.Channels;
using Yixun.Core.Problems;
using Yixun.Core.Routing;
using Yixun.Data.Model;
using Yixun.Functions.Admin;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;

namespace Yixun.Functions.Channels;

/// <summary>What operators do with a channel while it runs. Every one has a reason and becomes an event.</summary>
public sealed class ChannelOperationFunctions(ChannelRegister register)
{
    private const int MaximumBody = 4096;

    [Function("AdminPauseChannel")]
    [ApiOperation(
        "暂停通道",
        Description = "立即停止提交；已排队的短信等待，新短信改走其他通道，没有其他通道时在此等待。",
        Tag = "管理",
        Body = typeof(ChannelOperation),
        Problems = ["not_found", "reason_invalid", "revision_conflict"]
    )]
    [ApiResponse(StatusCodes.Status200OK, "已暂停", typeof(ChannelRevision))]
    public Task<IResult> Pause(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/channels/{id}/pause")]
            HttpRequest request,
        string id,
        FunctionContext context
    ) => SetModeAsync(request, id, "paused", ChannelMode.Paused, context);

    [Function("AdminResumeChannel")]
    [ApiOperation(
        "恢复通道",
        Description = "结束暂停或排空。",
        Tag = "管理",
        Body = typeof(ChannelOperation),
        Problems = ["not_found", "reason_invalid", "revision_conflict"]
    )]
    [ApiResponse(StatusCodes.Status200OK, "已恢复", typeof(ChannelRevision))]
    public Task<IResult> Resume(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/channels/{id}/resume")]
            HttpRequest request,
        string id,
        FunctionContext context
    ) => SetModeAsync(request, id, "resumed", ChannelMode.Running, context);

    [Function("AdminDrainChannel")]
    [ApiOperation(
        "排空通道",
        Description = "不再分配新短信（没有其他通道时除外），已排队的继续发完。",
        Tag = "管理",
        Body = typeof(ChannelOperation),
        Problems = ["not_found", "reason_invalid", "revision_conflict"]
    )]
    [ApiResponse(StatusCodes.Status200OK, "正在排空", typeof(ChannelRevision))]
    public Task<IResult> Drain(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/channels/{id}/drain")]
            HttpRequest request,
        string id,
        FunctionContext context
    ) => SetModeAsync(request, id, "draining", ChannelMode.Draining, context);

    [Function("AdminEnableChannel")]
    [ApiOperation(
        "启用通道",
        Tag = "管理",
        Body = typeof(ChannelOperation),
        Problems = ["not_found", "reason_invalid", "revision_conflict"]
    )]
    [ApiResponse(StatusCodes.Status200OK, "已启用", typeof(ChannelRevision))]
    public Task<IResult> Enable(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/channels/{id}/enable")]
            HttpRequest request,
        string id,
        FunctionContext context
    ) => SetEnabledAsync(request, id, "enabled", true, context);

    [Function("AdminDisableChannel")]
    [ApiOperation(
        "停用通道",
        Description = "断开连接并退出路由；已排队的短信等到重新启用，或过期。",
        Tag = "管理",
        Body = typeof(ChannelOperation),
        Problems = ["not_found", "reason_invalid", "revision_conflict"]
    )]
    [ApiResponse(StatusCodes.Status200OK, "已停用", typeof(ChannelRevision))]
    public Task<IResult> Disable(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/channels/{id}/disable")]
            HttpRequest request,
        string id,
        FunctionContext context
    ) => SetEnabledAsync(request, id, "disabled", false, context);

    [Function("AdminSetChannelWeight")]
    [ApiOperation(
        "调整通道权重",
        Tag = "管理",
        Body = typeof(ChannelWeight),
        Problems = ["not_found", "channel_invalid", "reason_invalid", "revision_conflict"]
    )]
    [ApiResponse(StatusCodes.Status200OK, "已调整", typeof(ChannelRevision))]
    public async Task<IResult> SetWeight(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/admin/channels/{id}/weight")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var body = await ReadAsync<ChannelWeight>(request, context);
        if (body.Weight is < 0 or > ChannelSettingsCheck.MaximumWeight)
        {
            throw new ProblemException(
                ProblemCatalogue
                    .ChannelInvalid.With($"权重须在 0 至 {ChannelSettingsCheck.MaximumWeight} 之间")
                    .At("weight")
            );
        }

        return await OperateAsync(
            id,
            "weight",
            body.Reason,
            row =>
            {
                var before = row.Weight;
                row.Weight = body.Weight;
                return (Figure(before), Figure(body.Weight));
            },
            context
        );

        static string Figure(int weight) => string.Create(CultureInfo.InvariantCulture, $"权重 {weight}");
    }

    [Function("AdminSetChannelRate")]
    [ApiOperation(
        "调整通道速率",
        Description = "每秒条数，0 为不限（只受窗口限制）。",
        Tag = "管理",
        Body = typeof(ChannelRate),
        Problems = ["not_found", "channel_invalid", "reason_invalid", "revision_conflict"]
    )]
    [ApiResponse(StatusCodes.Status200OK, "已调整", typeof(ChannelRevision))]
    public async Task<IResult> SetRate(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/admin/channels/{id}/rate")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var body = await ReadAsync<ChannelRate>(request, context);
        if (body.Rate is < 0 or > ChannelSettingsCheck.MaximumRate)
        {
            throw new ProblemException(
                ProblemCatalogue
                    .ChannelInvalid.With($"速率须在 0 至 {ChannelSettingsCheck.MaximumRate} 之间")
                    .At("rate")
            );
        }

        return await OperateAsync(
            id,
            "rate",
            body.Reason,
            row =>
            {
                var before = row.Rate;
                row.Rate = body.Rate;
                return (
                    $"速率 {ChannelComparison.RateName(before)}",
                    $"速率 {ChannelComparison.RateName(body.Rate)}"
                );
            },
            context
        );
    }

    private static async Task<T> ReadAsync<T>(HttpRequest request, FunctionContext context) =>
        ApiJson.Read<T>(await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken));

    private async Task<IResult> SetModeAsync(
        HttpRequest request,
        string id,
        string action,
        ChannelMode mode,
        FunctionContext context
    )
    {
        var body = await ReadAsync<ChannelOperation>(request, context);
        return await OperateAsync(
            id,
            action,
            body.Reason,
            row =>
            {
                var before = row.Mode;
                row.Mode = mode;
                return (ChannelComparison.ModeName(before), ChannelComparison.ModeName(mode));
            },
            context
        );
    }

    private async Task<IResult> SetEnabledAsync(
        HttpRequest request,
        string id,
        string action,
        bool enabled,
        FunctionContext context
    )
    {
        var body = await ReadAsync<ChannelOperation>(request, context);
        return await OperateAsync(
            id,
            action,
            body.Reason,
            row =>
            {
                var before = row.Enabled;
                row.Enabled = enabled;
                return (ChannelRegister.EnabledName(before), ChannelRegister.EnabledName(enabled));
            },
            context
        );
    }

    private async Task<IResult> OperateAsync(
        string id,
        string action,
        string? reason,
        Func<ChannelEntity, (string Before, string After)> apply,
        FunctionContext context
    ) =>
        ApiResult.Ok(
            new ChannelRevision(
                ApiId.Of(
                    await register.OperateAsync(
                        id,
                        action,
                        reason,
                        StaffSession.Of(context),
                        apply,
                        context.CancellationToken
                    )
                )
            )
        );
}
