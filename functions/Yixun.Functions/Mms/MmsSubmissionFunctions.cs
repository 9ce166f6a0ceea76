using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yixun.Core.Problems;
using Yixun.Functions.Admin;
using Yixun.Functions.Authentication;
using Yixun.Functions.Hosting;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Reference;
using Yixun.Functions.Submission;

namespace Yixun.Functions.Mms;

/// <summary>How connected systems and staff hand in MMS.</summary>
public sealed partial class MmsSubmissionFunctions(
    Submitter submitter,
    ReferenceData reference,
    IOptions<YixunOptions> options,
    ILogger<MmsSubmissionFunctions> logger
)
{
    private const string Description =
        "媒体以 base64 写在 JSON 中；或用 multipart/form-data：名为 request 的部分为同样的 JSON，媒体以 file 指明文件所在的部分。"
        + "文件类型以文件头为准。每条彩信按 1 条计费。fallback.sms 为 true 时，没有彩信通道的号码改发带链接的短信。";

    [Function("SubmitMms")]
    [ApiOperation(
        "提交彩信：一份内容发给多个号码",
        Description = Description,
        Tag = "彩信",
        Body = typeof(SubmitMmsRequest),
        Problems = [
            "json_invalid",
            "multipart_invalid",
            "field_unknown",
            "field_invalid",
            "lane_invalid",
            "lane_not_allowed",
            "mms_subject_invalid",
            "mms_empty",
            "mms_too_many_slides",
            "mms_total_too_large",
            "mms_too_large_for_carrier",
            "mms_slide_empty",
            "mms_slide_overcrowded",
            "mms_duration_invalid",
            "mms_text_invalid",
            "mms_text_too_large",
            "mms_medium_missing",
            "mms_file_missing",
            "mms_type_not_allowed",
            "mms_type_mismatch",
            "mms_media_too_large",
            "mms_picture_unreadable",
            "mms_picture_too_large",
            "mms_fallback_unavailable",
            "content_invalid",
            "content_too_long",
            "signature_text_missing",
            "signature_text_invalid",
            "recipients_invalid",
            "number_invalid",
            "schedule_invalid",
            "extension_invalid",
            "client_id_invalid",
            "client_id_conflict",
            "overloaded",
            "storage_unavailable",
        ]
    )]
    [ApiResponse(StatusCodes.Status202Accepted, "已接收并落库", typeof(SubmitAnswer))]
    [ApiResponse(StatusCodes.Status200OK, "重复提交：返回首次的结果", typeof(SubmitAnswer))]
    public async Task<IResult> Submit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/mms")] HttpRequest request,
        FunctionContext context
    )
    {
        var call = SystemCall.Of(context);
        var (mms, digest) = await MmsRequestReader.ReadAsync(
            request.ContentType,
            call.Body,
            context.CancellationToken
        );
        var (answer, repeated) = await submitter.SubmitAsync(
            mms,
            new SubmissionOrigin(call.System, digest, call.NonceHash),
            context.CancellationToken
        );
        return Answer(answer, repeated);
    }

    [Function("AdminSendMms")]
    [ApiOperation(
        "从后台发送彩信",
        Description = Description,
        Tag = "管理",
        Body = typeof(SubmitMmsRequest),
        Problems = [
            "multipart_invalid",
            "field_invalid",
            "number_invalid",
            "lane_invalid",
            "mms_subject_invalid",
            "mms_total_too_large",
            "mms_type_not_allowed",
            "mms_type_mismatch",
            "mms_media_too_large",
            "mms_picture_too_large",
            "mms_fallback_unavailable",
        ]
    )]
    [ApiResponse(StatusCodes.Status202Accepted, "已接收并落库", typeof(SubmitAnswer))]
    [ApiResponse(StatusCodes.Status200OK, "重复提交：返回首次的结果", typeof(SubmitAnswer))]
    public async Task<IResult> Send(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/mms")] HttpRequest request,
        FunctionContext context
    )
    {
        var body = await RequestBody.ReadAsync(
            request,
            options.Value.MaximumBodyLength,
            context.CancellationToken
        );
        var system =
            reference.FindSystem(SystemSeed.ConsoleKey)
            ?? throw new ProblemException(ProblemCatalogue.KeyUnknown);
        var (mms, digest) = await MmsRequestReader.ReadAsync(
            request.ContentType,
            body,
            context.CancellationToken
        );
        var (answer, repeated) = await submitter.SubmitAsync(
            mms,
            new SubmissionOrigin(system, digest, RandomNumberGenerator.GetBytes(16)),
            context.CancellationToken
        );
        var staffId = StaffSession.Of(context).StaffId;
        LogSent(staffId, answer.BatchId);
        return Answer(answer, repeated);
    }

    private static IResult Answer(SubmitAnswer answer, bool repeated) =>
        ApiResult.Json(answer, repeated ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);

    [LoggerMessage(Level = LogLevel.Information, Message = "Staff {StaffId} submitted MMS batch {BatchId}")]
    private partial void LogSent(int staffId, string batchId);
}
