using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Routing;
using Yixun.Core.Security;
using Yixun.Data.Model;
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
    FieldCipher cipher,
    IDbContextFactory<YixunDbContext> contexts,
    IEnumerable<IChannelStatusSource> channels,
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
        Problems = ["field_invalid", "number_invalid", "content_invalid", "content_too_long", "lane_invalid"]
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

    [Function("AdminListReplies")]
    [ApiOperation("上行（回复）记录", Tag = "管理", Problems = ["field_invalid"])]
    [ApiQuery("before", "上一页的 next")]
    [ApiQuery("limit", "每页条数，1 至 200，默认 50")]
    [ApiResponse(StatusCodes.Status200OK, "一页回复，新的在前；号码已脱敏", typeof(ReplyPage))]
    public async Task<IResult> ListReplies(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/replies")] HttpRequest request,
        FunctionContext context
    )
    {
        var before = request.Number("before", long.MaxValue, 0, long.MaxValue);
        var limit = (int)request.Number("limit", DefaultLimit, 1, MaximumLimit);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var rows = await database
            .InboundMessages.AsNoTracking()
            .Where(reply => reply.Id < before)
            .OrderByDescending(reply => reply.Id)
            .Take(limit + 1)
            .ToListAsync(context.CancellationToken);
        var ids = rows.ConvertAll(reply => reply.Id);
        var media = (
            await database
                .InboundParts.AsNoTracking()
                .Where(part => ids.Contains(part.InboundMessageId))
                .OrderBy(part => part.Position)
                .Select(part => new
                {
                    part.InboundMessageId,
                    View = new ReplyMediumView(part.Position, part.ContentType, part.Name, part.Size),
                })
                .ToListAsync(context.CancellationToken)
        ).ToLookup(part => part.InboundMessageId, part => part.View);
        var page = rows.Take(limit).Select(reply => View(reply, [.. media[reply.Id]])).ToList();
        return ApiResult.Ok(new ReplyPage(page, rows.Count > limit ? page[^1].Id : null));
    }

    [Function("AdminListChannels")]
    [ApiOperation("通道实时状态", Tag = "管理")]
    [ApiResponse(StatusCodes.Status200OK, "各通道", typeof(IReadOnlyList<ChannelStatusView>))]
    public IResult ListChannels(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/channels")] HttpRequest request
    ) => ApiResult.Ok(channels.SelectMany(source => source.Current).ToList());

    [LoggerMessage(Level = LogLevel.Information, Message = "Staff {StaffId} submitted batch {BatchId}")]
    private partial void LogSent(int staffId, string batchId);

    private ReplyView View(InboundMessageEntity reply, IReadOnlyList<ReplyMediumView> media)
    {
        var from = cipher.DecryptText(reply.Id, CipherField.InboundPhone, reply.PhoneCipher);
        return new ReplyView(
            ApiId.Of(reply.Id),
            PhoneNumber.TryParse(from, out var number) ? number.ToString() : from,
            reply.ToNumber,
            cipher.DecryptText(reply.Id, CipherField.InboundContent, reply.ContentCipher),
            reply.ReceivedAt.ToOffset(TimeSpan.FromHours(options.Value.ZoneOffsetHours)),
            reply.ChannelId,
            reply.OptedOut,
            reply.Complete,
            reply.RepliesToMessageId is { } id ? ApiId.Of(id) : null,
            media
        );
    }
}

/// <param name="Items">One page, newest first.</param>
/// <param name="Next">Give it as <c>before</c> for the next page; null at the end.</param>
public sealed record ReplyPage(IReadOnlyList<ReplyView> Items, string? Next);

/// <param name="Id">Reply id.</param>
/// <param name="From">Who wrote, masked.</param>
/// <param name="To">Access number with extension.</param>
/// <param name="Content">Whole text.</param>
/// <param name="ReceivedAt">When.</param>
/// <param name="Channel">Where it came in.</param>
/// <param name="OptedOut">It refused further messages.</param>
/// <param name="Complete">False when segments never came.</param>
/// <param name="MessageId">The newest message before it to the same number.</param>
/// <param name="Media">Media of a reply that came as MMS.</param>
public sealed record ReplyView(
    string Id,
    string From,
    string To,
    string Content,
    DateTimeOffset ReceivedAt,
    string Channel,
    bool OptedOut,
    bool Complete,
    string? MessageId,
    IReadOnlyList<ReplyMediumView> Media
);

/// <param name="Part">1-based; names the medium in the address of its file.</param>
/// <param name="Type">Content type as the carrier sent it.</param>
/// <param name="Name">File name as the carrier sent it.</param>
/// <param name="Size">Octets.</param>
public sealed record ReplyMediumView(int Part, string Type, string Name, int Size);
