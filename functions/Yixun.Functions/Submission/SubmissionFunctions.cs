using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Authentication;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;

namespace Yixun.Functions.Submission;

/// <summary>How connected systems hand in messages.</summary>
public sealed class SubmissionFunctions(Submitter submitter)
{
    [Function("SubmitMessages")]
    [ApiOperation(
        "提交短信：一段内容发给多个号码",
        Description = "content 与 templateId 二选一。单个号码有误只拒绝该号码。重复的 clientId 返回首次的结果（200）且不再发送；clientId 相同而内容不同返回 409。",
        Body = typeof(SubmitRequest),
        Problems = [
            "json_invalid",
            "field_unknown",
            "field_invalid",
            "lane_invalid",
            "lane_not_allowed",
            "content_missing",
            "content_invalid",
            "content_too_long",
            "signature_text_missing",
            "signature_text_invalid",
            "template_unknown",
            "template_variable_missing",
            "recipients_invalid",
            "number_invalid",
            "schedule_invalid",
            "extension_invalid",
            "extension_too_long",
            "extension_taken",
            "department_unknown",
            "client_id_invalid",
            "client_id_conflict",
            "overloaded",
            "storage_unavailable",
        ]
    )]
    [ApiResponse(StatusCodes.Status202Accepted, "已接收并落库", typeof(SubmitAnswer))]
    [ApiResponse(StatusCodes.Status200OK, "重复提交：返回首次的结果", typeof(SubmitAnswer))]
    public async Task<IResult> Submit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/messages")] HttpRequest request,
        FunctionContext context
    )
    {
        var call = SystemCall.Of(context);
        return Answer(
            await submitter.SubmitAsync(
                ApiJson.Read<SubmitRequest>(call.Body),
                SubmissionOrigin.Of(call, "messages"),
                context.CancellationToken
            )
        );
    }

    [Function("SubmitPersonalised")]
    [ApiOperation(
        "提交个性化短信：每个号码各有内容",
        Description = "每条可带自己的 clientId：重复时返回首次的消息编号且不再发送；同一 clientId 内容不同则该条被拒绝。",
        Body = typeof(PersonalisedRequest),
        Problems = [
            "json_invalid",
            "field_unknown",
            "field_invalid",
            "lane_invalid",
            "lane_not_allowed",
            "signature_text_invalid",
            "recipients_invalid",
            "number_invalid",
            "extension_invalid",
            "extension_too_long",
            "extension_taken",
            "department_unknown",
            "client_id_invalid",
            "client_id_conflict",
            "overloaded",
            "storage_unavailable",
        ]
    )]
    [ApiResponse(StatusCodes.Status202Accepted, "已接收并落库", typeof(SubmitAnswer))]
    [ApiResponse(StatusCodes.Status200OK, "重复提交：返回首次的结果", typeof(SubmitAnswer))]
    public async Task<IResult> SubmitPersonalised(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/messages/personalised")]
            HttpRequest request,
        FunctionContext context
    )
    {
        var call = SystemCall.Of(context);
        return Answer(
            await submitter.SubmitAsync(
                ApiJson.Read<PersonalisedRequest>(call.Body),
                SubmissionOrigin.Of(call, "messages/personalised"),
                context.CancellationToken
            )
        );
    }

    private static IResult Answer((SubmitAnswer Answer, bool Repeated) result) =>
        ApiResult.Json(
            result.Answer,
            result.Repeated ? StatusCodes.Status200OK : StatusCodes.Status202Accepted
        );
}
