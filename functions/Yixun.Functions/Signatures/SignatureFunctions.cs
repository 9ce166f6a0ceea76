using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Ids;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Signatures;
using Yixun.Core.Text;
using Yixun.Data.Model;
using Yixun.Functions.Admin;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Signatures;

/// <summary>The signatures that the hospital sends under.</summary>
public sealed class SignatureFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    ReferenceData reference,
    StaffChanges changes,
    MessageIdGenerator ids,
    TimeProvider time
)
{
    private const int MaximumBody = 16 * 1024;
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;

    [Function("AdminListSignatures")]
    [ApiOperation(
        "签名登记表",
        Tag = "签名报备",
        Problems = ["field_invalid", "carrier_invalid", "not_found"]
    )]
    [ApiQuery("text", "签名包含")]
    [ApiQuery("system", "接入系统编号：它使用的签名")]
    [ApiQuery("state", "有此状态的报备：draft、submitted、registered、rejected、expired、withdrawn")]
    [ApiQuery("carrier", "有此运营商的报备")]
    [ApiQuery("accessNumber", "有此接入号的报备")]
    [ApiQuery("expiring", "true：30 天内到期")]
    [ApiQuery("before", "上一页的 next")]
    [ApiQuery("limit", "每页条数，1 至 200，默认 50")]
    [ApiResponse(StatusCodes.Status200OK, "一页签名，各附报备情况", typeof(SignaturePage))]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/signatures")]
            HttpRequest request,
        FunctionContext context
    )
    {
        var now = time.GetUtcNow();
        var before = request.Number("before", long.MaxValue, 0, long.MaxValue);
        var limit = (int)request.Number("limit", DefaultLimit, 1, MaximumLimit);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var query = database.Signatures.AsNoTracking().Where(row => row.Id < before);
        if (request.Text("text") is { } text)
        {
            query = query.Where(row => row.Text.Contains(text));
        }

        if (request.Text("system") is { } system)
        {
            query = query.Where(row =>
                row.Systems == "" || ("," + row.Systems + ",").Contains("," + system + ",")
            );
        }

        if (Registrations(database, request, now) is { } registrations)
        {
            query = query.Where(row => registrations.Any(one => one.SignatureId == row.Id));
        }

        var rows = await query
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .ToListAsync(context.CancellationToken);
        var page = rows.Take(limit).ToList();
        var pageIds = page.ConvertAll(row => row.Id);
        var ofPage = (
            await database
                .SignatureRegistrations.AsNoTracking()
                .Where(one => pageIds.Contains(one.SignatureId))
                .ToListAsync(context.CancellationToken)
        ).ToLookup(one => one.SignatureId);
        return ApiResult.Ok(
            new SignaturePage(
                page.ConvertAll(row => SignatureViews.Of(row, ofPage[row.Id], now)),
                rows.Count > limit ? ApiId.Of(page[^1].Id) : null
            )
        );
    }

    [Function("AdminGetSignature")]
    [ApiOperation("一个签名", Tag = "签名报备", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status200OK, "签名与报备情况", typeof(SignatureView))]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/signatures/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await FindAsync(database, id, context.CancellationToken);
        return ApiResult.Ok(await ViewAsync(database, row, context.CancellationToken));
    }

    [Function("AdminAddSignature")]
    [ApiOperation(
        "登记一个签名",
        Tag = "签名报备",
        Body = typeof(SignatureRequest),
        Problems = ["field_invalid", "signature_text_invalid", "system_unknown", "signature_exists"]
    )]
    [ApiResponse(StatusCodes.Status201Created, "已登记；尚须报备", typeof(SignatureView))]
    public async Task<IResult> Add(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/signatures")]
            HttpRequest request,
        FunctionContext context
    )
    {
        var entry = ApiJson.Read<SignatureRequest>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        Check(entry);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        if (await database.Signatures.AnyAsync(row => row.Text == entry.Text, context.CancellationToken))
        {
            throw new ProblemException(ProblemCatalogue.SignatureExists.At("text"));
        }

        var row = new SignatureEntity
        {
            Id = ids.Next(),
            Text = entry.Text,
            CreatedBy = StaffSession.Of(context).Account,
            CreatedAt = time.GetUtcNow(),
        };
        Write(row, entry);
        database.Signatures.Add(row);
        await database.SaveAsync(context.CancellationToken);
        await changes.NoteAsync(context, "signature.add", ApiId.Of(row.Id));
        return ApiResult.Json(SignatureViews.Of(row, [], time.GetUtcNow()), StatusCodes.Status201Created);
    }

    [Function("AdminPutSignature")]
    [ApiOperation(
        "修改一个签名",
        Description = "已提交过报备的签名不能改字；须带读到的 revision。",
        Tag = "签名报备",
        Body = typeof(SignatureRequest),
        Problems = [
            "field_invalid",
            "signature_text_invalid",
            "system_unknown",
            "signature_exists",
            "signature_in_use",
            "revision_conflict",
            "not_found",
        ]
    )]
    [ApiResponse(StatusCodes.Status200OK, "已修改", typeof(SignatureView))]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/admin/signatures/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var entry = ApiJson.Read<SignatureRequest>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        Check(entry);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await FindAsync(database, id, context.CancellationToken);
        RevisionedSave.CheckRevision(entry.Revision, row.Revision);
        if (entry.Text != row.Text)
        {
            if (await WasHandedInAsync(database, row.Id, context.CancellationToken))
            {
                throw new ProblemException(ProblemCatalogue.SignatureInUse.At("text"));
            }

            if (
                await database.Signatures.AnyAsync(
                    other => other.Text == entry.Text,
                    context.CancellationToken
                )
            )
            {
                throw new ProblemException(ProblemCatalogue.SignatureExists.At("text"));
            }
        }

        Write(row, entry);
        await database.SaveAsync(context.CancellationToken);
        await changes.NoteAsync(context, "signature.put", id);
        return ApiResult.Ok(await ViewAsync(database, row, context.CancellationToken));
    }

    [Function("AdminDeleteSignature")]
    [ApiOperation(
        "删除一个签名",
        Description = "只能删除没有用过的：没有提交过报备，不是接入系统的默认签名，也没有路由规则提到它。其材料一并删除。",
        Tag = "签名报备",
        Problems = ["signature_in_use", "not_found"]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已删除")]
    public async Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/admin/signatures/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await FindAsync(database, id, context.CancellationToken);
        if (
            await WasHandedInAsync(database, row.Id, context.CancellationToken)
            || await database.ConnectedSystems.AnyAsync(
                system => system.DefaultSignature == row.Text,
                context.CancellationToken
            )
            || await database.RouteRules.AnyAsync(
                rule => ("," + rule.Signatures + ",").Contains("," + row.Text + ","),
                context.CancellationToken
            )
        )
        {
            throw new ProblemException(ProblemCatalogue.SignatureInUse);
        }

        database.SignatureRegistrations.RemoveRange(
            await database
                .SignatureRegistrations.Where(one => one.SignatureId == row.Id)
                .ToListAsync(context.CancellationToken)
        );
        foreach (
            var documentId in await database
                .SignatureDocuments.Where(document => document.SignatureId == row.Id)
                .Select(document => document.Id)
                .ToListAsync(context.CancellationToken)
        )
        {
            database.SignatureDocuments.Remove(SignatureDocumentFunctions.Stub(documentId));
        }

        database.Signatures.Remove(row);
        await database.SaveAsync(context.CancellationToken);
        await changes.NoteAsync(context, "signature.delete", id);
        return Results.NoContent();
    }

    internal static async Task<SignatureEntity> FindAsync(
        YixunDbContext database,
        string id,
        CancellationToken cancellationToken
    ) =>
        await database.Signatures.FindAsync([ApiId.Parse(id)], cancellationToken)
        ?? throw new ProblemException(ProblemCatalogue.NotFound);

    private static IQueryable<SignatureRegistrationEntity>? Registrations(
        YixunDbContext database,
        HttpRequest request,
        DateTimeOffset now
    )
    {
        IQueryable<SignatureRegistrationEntity>? query = null;
        if (request.Text("state") is { } stateName)
        {
            var state = ApiNames.Read<RegistrationState>(
                stateName,
                ProblemCatalogue.FieldInvalid.With("state"),
                "state"
            );
            query = (query ?? database.SignatureRegistrations).Where(one => one.State == state);
        }

        if (request.Text("carrier") is { } carrierName)
        {
            var carrier = ApiNames.Read<Carrier>(carrierName, ProblemCatalogue.CarrierInvalid, "carrier");
            query = (query ?? database.SignatureRegistrations).Where(one => one.Carrier == carrier);
        }

        if (request.Text("accessNumber") is { } accessNumber)
        {
            query = (query ?? database.SignatureRegistrations).Where(one => one.AccessNumber == accessNumber);
        }

        if (request.Text("expiring") == "true")
        {
            var end = now + RegistrationStates.WarningTime;
            query = (query ?? database.SignatureRegistrations).Where(one =>
                one.State == RegistrationState.Registered && one.ExpiresAt > now && one.ExpiresAt <= end
            );
        }

        return query;
    }

    /// <summary>A registration that once was more than a draft is part of the hospital's record.</summary>
    private static Task<bool> WasHandedInAsync(
        YixunDbContext database,
        long id,
        CancellationToken cancellationToken
    ) =>
        database.SignatureRegistrations.AnyAsync(
            one => one.SignatureId == id && (one.State != RegistrationState.Draft || one.SubmittedAt != null),
            cancellationToken
        );

    private async Task<SignatureView> ViewAsync(
        YixunDbContext database,
        SignatureEntity row,
        CancellationToken cancellationToken
    ) =>
        SignatureViews.Of(
            row,
            await database
                .SignatureRegistrations.AsNoTracking()
                .Where(one => one.SignatureId == row.Id)
                .ToListAsync(cancellationToken),
            time.GetUtcNow()
        );

    private void Check(SignatureRequest entry)
    {
        // Routing rules keep signatures in a list with commas.
        if (!MessageText.IsValidSignature(entry.Text) || entry.Text.Contains(','))
        {
            throw new ProblemException(ProblemCatalogue.SignatureTextInvalid.At("text"));
        }

        CheckLength(entry.Purpose, 200, "purpose");
        CheckLength(entry.LicenseKind, 64, "licenseKind");
        CheckLength(entry.Remark, 500, "remark");
        foreach (var key in entry.Systems ?? [])
        {
            if (key is null || reference.FindSystem(key) is null)
            {
                throw new ProblemException(ProblemCatalogue.SystemUnknown.With(key ?? "null").At("systems"));
            }
        }
    }

    private static void CheckLength(string? text, int longest, string field)
    {
        if (text?.Length > longest)
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With(field).At(field));
        }
    }

    private void Write(SignatureEntity row, SignatureRequest entry)
    {
        row.Text = entry.Text;
        row.Purpose = entry.Purpose?.Trim() ?? "";
        row.Systems = string.Join(',', entry.Systems ?? []);
        row.LicenseKind = entry.LicenseKind?.Trim() ?? "";
        row.Remark = entry.Remark?.Trim() ?? "";
        row.UpdatedAt = time.GetUtcNow();
        row.Revision++;
    }
}
