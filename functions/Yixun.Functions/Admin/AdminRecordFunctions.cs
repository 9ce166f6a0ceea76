using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Routing;
using Yixun.Core.Security;
using Yixun.Functions.Hosting;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Records;
using Yixun.Functions.Reference;
using Yixun.Functions.Submission;

namespace Yixun.Functions.Admin;

/// <summary>What the console shows and sends.</summary>
public sealed partial class AdminRecordFunctions(
    MessageRecords records,
    Submitter submitter,
    ReferenceData reference,
    PhoneHasher hasher,
    IChannelStatusSource channels,
    IOptions<YixunOptions> options,
    ILogger<AdminRecordFunctions> logger
)
{
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;

    [Function("AdminListMessages")]
    [ApiOperation("发送记录", Tag = "管理", Problems = ["field_invalid"])]
    [ApiQuery("to", "手机号码（完整）")]
    [ApiQuery("state", "状态")]
    [ApiQuery("kind", "sms 或 mms")]
    [ApiQuery("before", "上一页的 next")]
    [ApiQuery("limit", "每页条数，1 至 200，默认 50")]
    [ApiResponse(StatusCodes.Status200OK, "一页记录，新的在前；号码已脱敏", typeof(MessagePage))]
    public async Task<IResult> ListMessages(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/messages")] HttpRequest request,
        FunctionContext context
    )
    {
        long? phoneHash = null;
        if (request.Text("to") is { } to)
        {
            phoneHash = PhoneNumber.TryParse(to, out var number)
                ? hasher.Hash(number)
                : throw new ProblemException(ProblemCatalogue.NumberInvalid.At("to"));
        }

        MessageState? state = null;
        if (request.Text("state") is { } name)
        {
            state =
                Enum.TryParse<MessageState>(name, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed)
                    ? parsed
                    : throw new ProblemException(ProblemCatalogue.FieldInvalid.With("state").At("state"));
        }

        ChannelKind? kind = request.Text("kind") switch
        {
            null => null,
            "sms" => ChannelKind.Sms,
            "mms" => ChannelKind.Mms,
            _ => throw new ProblemException(ProblemCatalogue.FieldInvalid.With("kind").At("kind")),
        };
        return ApiResult.Ok(
            await records.ListAsync(
                phoneHash,
                state,
                kind,
                request.Number("before", long.MaxValue, 0, long.MaxValue),
                (int)request.Number("limit", DefaultLimit, 1, MaximumLimit),
                context.CancellationToken
            )
        );
    }

    [Function("AdminGetMessage")]
    [ApiOperation("一条发送记录的详情", Tag = "管理", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status200OK, "详情；号码已脱敏", typeof(MessageView))]
    public async Task<IResult> GetMessage(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/messages/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    ) =>
        await records.FindAsync(ApiId.Parse(id), null, masked: true, context.CancellationToken) is { } message
            ? ApiResult.Ok(message)
            : throw new ProblemException(ProblemCatalogue.NotFound);

    [Function("AdminSend")]
    [ApiOperation(
        "从后台发送短信",
        Tag = "管理",
        Body = typeof(SubmitRequest),
        Problems = [
            "field_invalid",
            "number_invalid",
            "content_invalid",
            "content_too_long",
            "lane_invalid",
            "extension_invalid",
            "extension_too_long",
            "extension_taken",
            "department_unknown",
        ]
    )]
    [ApiResponse(StatusCodes.Status202Accepted, "已接收并落库", typeof(SubmitAnswer))]
    [ApiResponse(StatusCodes.Status200OK, "重复提交：返回首次的结果", typeof(SubmitAnswer))]
    public async Task<IResult> Send(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/messages")] HttpRequest request,
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
        var (answer, repeated) = await submitter.SubmitAsync(
            ApiJson.Read<SubmitRequest>(body),
            new SubmissionOrigin(system, SHA256.HashData(body), RandomNumberGenerator.GetBytes(16)),
            context.CancellationToken
        );
        var staffId = StaffSession.Of(context).StaffId;
        LogSent(staffId, answer.BatchId);
        return ApiResult.Json(answer, repeated ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    [Function("AdminListChannels")]
    [ApiOperation("通道实时状态", Tag = "管理")]
    [ApiResponse(StatusCodes.Status200OK, "各通道", typeof(IReadOnlyList<ChannelStatusView>))]
    public async Task<IResult> ListChannels(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/channels")] HttpRequest request,
        FunctionContext context
    ) => ApiResult.Ok(await channels.ReadAsync(context.CancellationToken));

    [LoggerMessage(Level = LogLevel.Information, Message = "Staff {StaffId} submitted batch {BatchId}")]
    private partial void LogSent(int staffId, string batchId);
}
