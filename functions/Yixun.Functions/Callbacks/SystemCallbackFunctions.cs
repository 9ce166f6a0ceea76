using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Yixun.Core.Ids;
using Yixun.Core.Problems;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Functions.Admin;
using Yixun.Functions.Audit;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Callbacks;

/// <summary>Where each connected system is told of replies.</summary>
public sealed partial class SystemCallbackFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    ReferenceData reference,
    CallbackClient client,
    OutboundConnections outbound,
    FieldCipher cipher,
    MessageIdGenerator ids,
    TimeProvider time,
    IAuditTrail audit,
    ILogger<SystemCallbackFunctions> logger
)
{
    private const int MaximumBody = 4 * 1024;
    private const int MaximumUrl = 500;

    [Function("AdminGetSystemCallback")]
    [ApiOperation("接入系统的回调设置", Tag = "回复", Problems = ["not_found"])]
    [ApiResponse(
        StatusCodes.Status200OK,
        "地址与事件；地址的查询串显示为 ?***，不含密钥",
        typeof(SystemCallbackView)
    )]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/systems/{key}/callback")]
            HttpRequest request,
        string key,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await FindAsync(database, key, context.CancellationToken);
        return ApiResult.Ok(
            new SystemCallbackView(
                row.CallbackUrl is null ? null : MaskedAddress.Of(row.CallbackUrl),
                row.CallbackEvents.Split(',', StringSplitOptions.RemoveEmptyEntries),
                row.CallbackSecretCipher.Length > 0
            )
        );
    }

    [Function("AdminPutSystemCallback")]
    [ApiOperation(
        "设置接入系统的回调",
        Description = "首次设置地址时返回回调密钥，仅此一次。查询串显示为 ?*** 的地址原样提交即保持不变；不填地址即取消回调。",
        Tag = "回复",
        Body = typeof(SystemCallbackRequest),
        Problems = ["not_found", "field_invalid"]
    )]
    [ApiResponse(StatusCodes.Status201Created, "已设置；密钥仅返回这一次", typeof(SystemCallbackSecret))]
    [ApiResponse(StatusCodes.Status204NoContent, "已修改，立即生效")]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/admin/systems/{key}/callback")]
            HttpRequest request,
        string key,
        FunctionContext context
    )
    {
        var entry = ApiJson.Read<SystemCallbackRequest>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        var events = entry.Events ?? [];
        if (events.Except(CallbackKinds.Events).Any() || events.Distinct().Count() != events.Count)
        {
            throw Invalid("events");
        }

        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await FindAsync(database, key, context.CancellationToken);
        var before = Describe(row);
        row.CallbackUrl = UrlOf(entry, row);
        row.CallbackEvents = string.Join(',', events);
        var secret = entry.Url is not null && row.CallbackSecretCipher.Length == 0 ? Seal(row) : null;
        await SaveAsync(database, context, key, before, Describe(row));
        return secret is null
            ? Results.NoContent()
            : ApiResult.Json(new SystemCallbackSecret(key, secret), StatusCodes.Status201Created);
    }

    [Function("AdminRenewSystemCallbackSecret")]
    [ApiOperation(
        "更换回调密钥",
        Description = "之后的回调立即用新密钥签名；新密钥仅返回这一次。",
        Tag = "回复",
        Problems = ["not_found"]
    )]
    [ApiResponse(StatusCodes.Status200OK, "新密钥", typeof(SystemCallbackSecret))]
    public async Task<IResult> RenewSecret(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/systems/{key}/callback/secret")]
            HttpRequest request,
        string key,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await FindAsync(database, key, context.CancellationToken);
        var secret = Seal(row);
        await SaveAsync(database, context, key, null, "更换回调密钥");
        return ApiResult.Ok(new SystemCallbackSecret(key, secret));
    }

    [Function("AdminTestSystemCallback")]
    [ApiOperation(
        "测试回调地址",
        Description = "立即推送一个 event 为 test 的回调，不重试。",
        Tag = "回复",
        Problems = ["not_found", "callback_missing"]
    )]
    [ApiResponse(StatusCodes.Status200OK, "结果", typeof(CallbackTestView))]
    public async Task<IResult> Test(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/systems/{key}/callback/test")]
            HttpRequest request,
        string key,
        FunctionContext context
    )
    {
        var system = reference.FindSystem(key) ?? throw new ProblemException(ProblemCatalogue.NotFound);
        var target = system.Callback ?? throw new ProblemException(ProblemCatalogue.CallbackMissing);
        var id = ids.Next();
        var began = time.GetTimestamp();
        var answer = await client.PostAsync(
            system,
            target,
            id,
            JsonSerializer.SerializeToUtf8Bytes(
                new TestCallback(ApiId.Of(id), CallbackKinds.Test),
                ApiJson.Options
            ),
            context.CancellationToken
        );
        var staffId = StaffSession.Of(context).StaffId;
        LogTested(staffId, key, answer.Status);
        return ApiResult.Ok(
            new CallbackTestView(
                answer.IsTaken,
                answer.Status,
                answer.Error,
                (int)time.GetElapsedTime(began).TotalMilliseconds
            )
        );
    }

    /// <summary>The address that is wanted; the stored one where it comes back as it was shown.</summary>
    private string? UrlOf(SystemCallbackRequest entry, ConnectedSystemEntity row)
    {
        if (entry.Url is not { } url)
        {
            return null;
        }

        if (MaskedAddress.IsMasked(url))
        {
            return row.CallbackUrl is { } stored && MaskedAddress.Of(stored) == url
                ? stored
                : throw new ProblemException(
                    ProblemCatalogue.FieldInvalid.With("查询串 *** 已脱敏，修改地址时请填写完整").At("url")
                );
        }

        Check(url);
        return url;
    }

    private void Check(string url)
    {
        if (
            url.Length > MaximumUrl
            || !Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            || (parsed.Scheme != Uri.UriSchemeHttp && parsed.Scheme != Uri.UriSchemeHttps)
            || parsed is not { UserInfo: "", Fragment: "" }
        )
        {
            throw Invalid("url");
        }

        if (outbound.Refusal(parsed) is { } refusal)
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With(refusal).At("url"));
        }
    }

    /// <summary>The console has no address: what belongs to it is seen there.</summary>
    private static async Task<ConnectedSystemEntity> FindAsync(
        YixunDbContext database,
        string key,
        CancellationToken cancellationToken
    ) =>
        (
            key == SystemSeed.ConsoleKey
                ? null
                : await database.ConnectedSystems.SingleOrDefaultAsync(
                    system => system.Key == key,
                    cancellationToken
                )
        ) ?? throw new ProblemException(ProblemCatalogue.NotFound);

    /// <summary>Without the query, which may hold a token.</summary>
    private static string Describe(ConnectedSystemEntity row) =>
        row.CallbackUrl is null
            ? "无回调"
            : $"回调 {MaskedAddress.Of(row.CallbackUrl)}，事件 {row.CallbackEvents}";

    private static ProblemException Invalid(string field) =>
        new(ProblemCatalogue.FieldInvalid.With(field).At(field));

    private string Seal(ConnectedSystemEntity row)
    {
        var secret = SystemSeed.NewSecret();
        row.CallbackSecretId = ids.Next();
        row.CallbackSecretCipher = cipher.Encrypt(row.CallbackSecretId, CipherField.CallbackSecret, secret);
        return secret;
    }

    private async Task SaveAsync(
        YixunDbContext database,
        FunctionContext context,
        string key,
        string? before,
        string after
    )
    {
        audit.Record(
            database,
            StaffSession.Of(context),
            "changed",
            new AuditTarget("system", key),
            before,
            after
        );
        await database.SaveChangesAsync(context.CancellationToken);
        await reference.ReloadAsync(context.CancellationToken);
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Staff {StaffId} tried the callback of system {Key}: {Status}"
    )]
    private partial void LogTested(int staffId, string key, int? status);
}
