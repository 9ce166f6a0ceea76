using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Functions.Admin;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;

namespace Yixun.Functions.Channels;

/// <summary>Sends a message over exactly one channel, to see whether it arrives.</summary>
public sealed class ChannelTestFunctions(ChannelRegister register, ChannelTester tester)
{
    private const int MaximumBody = 8192;

    [Function("AdminTestChannel")]
    [ApiOperation(
        "通道测试发送",
        Description = "以管理后台的默认签名、紧急类别发送一条短信（彩信通道为一条文字彩信），只走该通道；过程见该消息的发送记录。",
        Tag = "管理",
        Body = typeof(ChannelTest),
        Problems = ["not_found", "number_invalid", "content_invalid", "content_too_long", "channel_disabled"]
    )]
    [ApiResponse(StatusCodes.Status202Accepted, "已接收并落库", typeof(ChannelTestAnswer))]
    public async Task<IResult> Test(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/channels/{id}/test")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var body = await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken);
        var test = ApiJson.Read<ChannelTest>(body);
        if (!PhoneNumber.TryParse(test.To, out var number))
        {
            throw new ProblemException(ProblemCatalogue.NumberInvalid.At("to"));
        }

        var messageId = await tester.SendAsync(id, number, test.Content, context.CancellationToken);
        await register.NoteAsync(
            id,
            "test",
            $"测试发送至 {number}，消息 {messageId}",
            StaffSession.Of(context),
            context.CancellationToken
        );
        return ApiResult.Json(new ChannelTestAnswer(messageId), StatusCodes.Status202Accepted);
    }
}
