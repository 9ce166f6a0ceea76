using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Ids;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Functions.Audit;
using Yixun.Functions.Dispatch;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Admin;

/// <summary>Numbers that are not written to: the hospital's blacklist, and those who refused marketing.</summary>
public sealed class BlockedPhoneFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    QueuedBlocks queued,
    ReferenceData reference,
    PhoneHasher hasher,
    FieldCipher cipher,
    MessageIdGenerator ids,
    IAuditTrail audit,
    TimeProvider time
)
{
    private const int MaximumBody = 16 * 1024;
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;

    [Function("AdminListBlacklist")]
    [ApiOperation("黑名单", Tag = "管理", Problems = ["field_invalid"])]
    [ApiQuery("before", "上一页的 next")]
    [ApiQuery("limit", "每页条数，1 至 200，默认 50")]
    [ApiResponse(StatusCodes.Status200OK, "一页黑名单；号码已脱敏", typeof(BlacklistPage))]
    public async Task<IResult> ListBlacklist(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/blacklist")] HttpRequest request,
        FunctionContext context
    )
    {
        var before = request.Number("before", long.MaxValue, 0, long.MaxValue);
        var limit = (int)request.Number("limit", DefaultLimit, 1, MaximumLimit);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var rows = await database
            .BlockedPhones.AsNoTracking()
            .Where(row => row.Id < before)
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .ToListAsync(context.CancellationToken);
        var items = rows.Take(limit)
            .Select(row => new BlacklistView(
                ApiId.Of(row.Id),
                Masked(row.Id, CipherField.BlacklistPhone, row.PhoneCipher),
                row.Reason,
                row.CreatedBy,
                row.CreatedAt
            ))
            .ToList();
        return ApiResult.Ok(new BlacklistPage(items, rows.Count > limit ? items[^1].Id : null));
    }

    [Function("AdminAddBlacklist")]
    [ApiOperation(
        "加入黑名单",
        Tag = "管理",
        Body = typeof(BlacklistRequest),
        Problems = ["number_invalid", "field_invalid"]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已加入；已在名单中时不变")]
    public async Task<IResult> AddBlacklist(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/blacklist")]
            HttpRequest request,
        FunctionContext context
    )
    {
        var entry = ApiJson.Read<BlacklistRequest>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        var number = Read(entry.Phone);
        if (entry.Reason is null || entry.Reason.Trim().Length is 0 or > 200)
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("reason").At("reason"));
        }

        var hash = hasher.Hash(number);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        if (!await database.BlockedPhones.AnyAsync(row => row.PhoneHash == hash, context.CancellationToken))
        {
            var id = ids.Next();
            database.BlockedPhones.Add(
                new BlockedPhoneEntity
                {
                    PhoneHash = hash,
                    Id = id,
                    PhoneCipher = cipher.EncryptNumber(id, CipherField.BlacklistPhone, number.Value),
                    Reason = entry.Reason.Trim(),
                    CreatedBy = StaffSession.Of(context).Account,
                    CreatedAt = time.GetUtcNow(),
                }
            );
            audit.Record(
                database,
                StaffSession.Of(context),
                "created",
                new AuditTarget("blacklist", ApiId.Of(id)),
                null,
                "黑名单号码"
            );
            await database.SaveChangesAsync(context.CancellationToken);
        }

        reference.SetBlocked(hash, true);
        await queued.BlacklistAsync([hash], context.CancellationToken);
        return Results.NoContent();
    }

    [Function("AdminRemoveBlacklist")]
    [ApiOperation("移出黑名单", Tag = "管理", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status204NoContent, "已移出")]
    public async Task<IResult> RemoveBlacklist(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/admin/blacklist/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var rowId = ApiId.Parse(id);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row =
            await database.BlockedPhones.SingleOrDefaultAsync(
                entry => entry.Id == rowId,
                context.CancellationToken
            ) ?? throw new ProblemException(ProblemCatalogue.NotFound);
        database.BlockedPhones.Remove(row);
        audit.Record(
            database,
            StaffSession.Of(context),
            "removed",
            new AuditTarget("blacklist", id),
            "黑名单号码",
            null
        );
        await database.SaveChangesAsync(context.CancellationToken);
        reference.SetBlocked(row.PhoneHash, false);
        return Results.NoContent();
    }

    [Function("AdminListOptOuts")]
    [ApiOperation("退订名单", Tag = "管理", Problems = ["field_invalid"])]
    [ApiQuery("before", "上一页的 next")]
    [ApiQuery("limit", "每页条数，1 至 200，默认 50")]
    [ApiResponse(StatusCodes.Status200OK, "一页退订；号码已脱敏", typeof(OptOutPage))]
    public async Task<IResult> ListOptOuts(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/opt-outs")] HttpRequest request,
        FunctionContext context
    )
    {
        var before = request.Number("before", long.MaxValue, 0, long.MaxValue);
        var limit = (int)request.Number("limit", DefaultLimit, 1, MaximumLimit);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var rows = await database
            .OptOuts.AsNoTracking()
            .Where(row => row.Id < before)
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .ToListAsync(context.CancellationToken);
        var items = rows.Take(limit)
            .Select(row => new OptOutView(
                ApiId.Of(row.Id),
                Masked(row.Id, CipherField.OptOutPhone, row.PhoneCipher),
                row.Source,
                row.CreatedAt
            ))
            .ToList();
        return ApiResult.Ok(new OptOutPage(items, rows.Count > limit ? items[^1].Id : null));
    }

    [Function("AdminAddOptOut")]
    [ApiOperation("登记退订", Tag = "管理", Body = typeof(OptOutRequest), Problems = ["number_invalid"])]
    [ApiResponse(StatusCodes.Status204NoContent, "已登记；已退订时不变")]
    public async Task<IResult> AddOptOut(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/opt-outs")] HttpRequest request,
        FunctionContext context
    )
    {
        var entry = ApiJson.Read<OptOutRequest>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        var number = Read(entry.Phone);
        var hash = hasher.Hash(number);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        if (!await database.OptOuts.AnyAsync(row => row.PhoneHash == hash, context.CancellationToken))
        {
            var id = ids.Next();
            database.OptOuts.Add(
                new OptOutEntity
                {
                    PhoneHash = hash,
                    Id = id,
                    PhoneCipher = cipher.EncryptNumber(id, CipherField.OptOutPhone, number.Value),
                    Source = StaffSession.Of(context).Account,
                    CreatedAt = time.GetUtcNow(),
                }
            );
            audit.Record(
                database,
                StaffSession.Of(context),
                "created",
                new AuditTarget("opt-out", ApiId.Of(id)),
                null,
                "退订号码"
            );
            await database.SaveChangesAsync(context.CancellationToken);
        }

        reference.SetOptedOut(hash, true);
        await queued.OptOutAsync([hash], context.CancellationToken);
        return Results.NoContent();
    }

    [Function("AdminRemoveOptOut")]
    [ApiOperation("撤销退订（患者要求恢复时）", Tag = "管理", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status204NoContent, "已撤销")]
    public async Task<IResult> RemoveOptOut(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/admin/opt-outs/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var rowId = ApiId.Parse(id);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row =
            await database.OptOuts.SingleOrDefaultAsync(entry => entry.Id == rowId, context.CancellationToken)
            ?? throw new ProblemException(ProblemCatalogue.NotFound);
        database.OptOuts.Remove(row);
        audit.Record(
            database,
            StaffSession.Of(context),
            "removed",
            new AuditTarget("opt-out", id),
            "退订号码",
            null
        );
        await database.SaveChangesAsync(context.CancellationToken);
        reference.SetOptedOut(row.PhoneHash, false);
        return Results.NoContent();
    }

    private static PhoneNumber Read(string? phone) =>
        phone is not null && PhoneNumber.TryParse(phone, out var number)
            ? number
            : throw new ProblemException(ProblemCatalogue.NumberInvalid.At("phone"));

    private string Masked(long id, CipherField field, byte[] phoneCipher) =>
        PhoneNumber.FromValue(cipher.DecryptNumber(id, field, phoneCipher)).ToString();
}
