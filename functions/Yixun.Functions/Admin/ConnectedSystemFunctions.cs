using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Problems;
using Yixun.Core.Security;
using Yixun.Core.Text;
using Yixun.Data.Model;
using Yixun.Functions.Audit;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Admin;

/// <summary>The hospital systems that may submit, with what each may do.</summary>
public sealed partial class ConnectedSystemFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    ReferenceData reference,
    FieldCipher cipher,
    MessageIdGenerator ids,
    IAuditTrail audit,
    TimeProvider time
)
{
    private const int MaximumBody = 16 * 1024;
    private const int MaximumRate = 100_000;

    [Function("AdminListSystems")]
    [ApiOperation("接入系统", Tag = "管理")]
    [ApiResponse(
        StatusCodes.Status200OK,
        "全部接入系统；不含密钥",
        typeof(IReadOnlyList<ConnectedSystemView>)
    )]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/systems")] HttpRequest request,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var rows = await database
            .ConnectedSystems.AsNoTracking()
            .OrderBy(system => system.Id)
            .ToListAsync(context.CancellationToken);
        return ApiResult.Ok(
            rows.ConvertAll(row => new ConnectedSystemView(
                row.Key,
                row.Name,
                row.DefaultSignature,
                Split(row.AllowedLanes),
                Split(row.AllowedAddresses),
                row.RequestsPerSecond,
                row.Enabled,
                row.CreatedAt
            ))
        );
    }

    [Function("AdminPutSystem")]
    [ApiOperation(
        "新增或修改一个接入系统",
        Description = "编号为 2 至 32 位小写字母、数字或短横。新增时返回密钥，仅此一次。",
        Tag = "管理",
        Body = typeof(ConnectedSystemRequest),
        Problems = ["field_invalid", "lane_invalid", "signature_text_invalid"]
    )]
    [ApiResponse(StatusCodes.Status201Created, "已新增；密钥仅返回这一次", typeof(ConnectedSystemSecret))]
    [ApiResponse(StatusCodes.Status204NoContent, "已修改，立即生效")]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/admin/systems/{key}")]
            HttpRequest request,
        string key,
        FunctionContext context
    )
    {
        var entry = ApiJson.Read<ConnectedSystemRequest>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        Check(key, entry);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await database.ConnectedSystems.SingleOrDefaultAsync(
            system => system.Key == key,
            context.CancellationToken
        );
        var before = row is null ? null : Describe(row);
        string? secret = null;
        if (row is null)
        {
            secret = SystemSeed.NewSecret();
            row = new ConnectedSystemEntity
            {
                Key = key,
                Name = entry.Name,
                SecretCipher = [],
                CreatedAt = time.GetUtcNow(),
            };
            Seal(row, secret);
            database.ConnectedSystems.Add(row);
        }

        row.Name = entry.Name.Trim();
        row.DefaultSignature = entry.DefaultSignature;
        row.AllowedLanes = string.Join(',', entry.AllowedLanes ?? []);
        row.AllowedAddresses = string.Join(',', entry.AllowedAddresses ?? []);
        row.RequestsPerSecond = entry.RequestsPerSecond;
        row.Enabled = entry.Enabled;
        audit.Record(
            database,
            StaffSession.Of(context),
            before is null ? "created" : "changed",
            new AuditTarget("system", key),
            before,
            Describe(row)
        );
        await database.SaveChangesAsync(context.CancellationToken);
        await reference.ReloadAsync(context.CancellationToken);
        return secret is null
            ? Results.NoContent()
            : ApiResult.Json(new ConnectedSystemSecret(key, secret), StatusCodes.Status201Created);
    }

    [Function("AdminRenewSystemSecret")]
    [ApiOperation(
        "更换接入系统的密钥",
        Description = "旧密钥立即失效；新密钥仅返回这一次。",
        Tag = "管理",
        Problems = ["not_found"]
    )]
    [ApiResponse(StatusCodes.Status200OK, "新密钥", typeof(ConnectedSystemSecret))]
    public async Task<IResult> RenewSecret(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/systems/{key}/secret")]
            HttpRequest request,
        string key,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row =
            key == SystemSeed.ConsoleKey
                ? null
                : await database.ConnectedSystems.SingleOrDefaultAsync(
                    system => system.Key == key,
                    context.CancellationToken
                );
        if (row is null)
        {
            throw new ProblemException(ProblemCatalogue.NotFound);
        }

        var secret = SystemSeed.NewSecret();
        Seal(row, secret);
        audit.Record(
            database,
            StaffSession.Of(context),
            "changed",
            new AuditTarget("system", key),
            null,
            "更换密钥"
        );
        await database.SaveChangesAsync(context.CancellationToken);
        await reference.ReloadAsync(context.CancellationToken);
        return ApiResult.Ok(new ConnectedSystemSecret(key, secret));
    }

    private static void Check(string key, ConnectedSystemRequest entry)
    {
        if (!KeyPattern().IsMatch(key))
        {
            throw Invalid("key");
        }

        if (entry.Name is null || entry.Name.Trim().Length is 0 or > 64)
        {
            throw Invalid("name");
        }

        if (entry.DefaultSignature is not null && !MessageText.IsValidSignature(entry.DefaultSignature))
        {
            throw new ProblemException(ProblemCatalogue.SignatureTextInvalid.At("defaultSignature"));
        }

        if (entry.RequestsPerSecond is < 0 or > MaximumRate)
        {
            throw Invalid("requestsPerSecond");
        }

        if ((entry.AllowedLanes ?? []).Any(lane => !Lanes.TryParse(lane, out _)))
        {
            throw new ProblemException(ProblemCatalogue.LaneInvalid.At("allowedLanes"));
        }

        if (
            (entry.AllowedAddresses ?? []).Any(address =>
                !IPAddress.TryParse(address, out _) && !IPNetwork.TryParse(address, out _)
            )
        )
        {
            throw Invalid("allowedAddresses");
        }
    }

    private static ProblemException Invalid(string field) =>
        new(ProblemCatalogue.FieldInvalid.With(field).At(field));

    private static string Describe(ConnectedSystemEntity row) =>
        $"{row.Name}，签名 {row.DefaultSignature ?? "无"}，类别 {row.AllowedLanes}，地址 {row.AllowedAddresses}，"
        + $"每秒 {row.RequestsPerSecond}，{(row.Enabled ? "启用" : "停用")}";

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private void Seal(ConnectedSystemEntity row, string secret)
    {
        row.SecretId = ids.Next();
        row.SecretCipher = cipher.Encrypt(row.SecretId, CipherField.SystemSecret, secret);
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{1,31}\z")]
    private static partial Regex KeyPattern();
}
