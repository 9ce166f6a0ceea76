using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Yixun.Core.Ids;
using Yixun.Core.Problems;
using Yixun.Core.Replies;
using Yixun.Data.Model;
using Yixun.Functions.Admin;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Replies;

/// <summary>Which digits after the access number are whose.</summary>
public sealed partial class ExtensionFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    ReferenceData reference,
    TimeProvider time,
    ILogger<ExtensionFunctions> logger
)
{
    private const int MaximumBody = 4 * 1024;

    /// <summary>So long a reply finds its message.</summary>
    private static readonly TimeSpan InUse = TimeSpan.FromDays(7);

    [Function("AdminListExtensions")]
    [ApiOperation("扩展码分配", Tag = "回复")]
    [ApiResponse(StatusCodes.Status200OK, "全部分配", typeof(IReadOnlyList<ExtensionView>))]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/extensions")]
            HttpRequest request,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var rows = await database
            .Extensions.AsNoTracking()
            .OrderBy(row => row.Digits)
            .ToListAsync(context.CancellationToken);
        return ApiResult.Ok(
            rows.ConvertAll(row =>
            {
                var system = row.SystemId is { } id ? reference.FindSystem(id) : null;
                return new ExtensionView(
                    row.Digits,
                    system?.Key,
                    system?.Name,
                    row.Department,
                    row.Note,
                    row.UpdatedAt,
                    row.UpdatedBy
                );
            })
        );
    }

    [Function("AdminPutExtension")]
    [ApiOperation(
        "分配或修改一个扩展码",
        Description = "1 至 8 位数字，不得与其他扩展码互为开头。最近 7 天内有短信使用的不能变更归属。同一系统或科室有多个时，发送用最新分配的，旧的仍能收回复。",
        Tag = "回复",
        Body = typeof(ExtensionRequest),
        Problems = [
            "field_invalid",
            "extension_invalid",
            "extension_taken",
            "extension_too_long",
            "extension_in_use",
        ]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已生效")]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/admin/extensions/{digits}")]
            HttpRequest request,
        string digits,
        FunctionContext context
    )
    {
        var entry = ApiJson.Read<ExtensionRequest>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        var (systemId, department) = Check(digits, entry);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var rows = await database.Extensions.ToListAsync(context.CancellationToken);
        var table = new ExtensionTable(
            rows.Select(other => new ExtensionAssignment(other.Digits, other.SystemId, other.Department))
        );
        if (table.FindConflict(digits) is { } conflict)
        {
            throw new ProblemException(ProblemCatalogue.ExtensionTaken.With(conflict.Digits).At("digits"));
        }

        var now = time.GetUtcNow();
        var row = rows.Find(other => other.Digits == digits);
        if (row is null || row.SystemId != systemId || row.Department != department)
        {
            // Replies to what was sent with them must not go to the new owner.
            if (
                await IsUsedAsync(
                    database,
                    digits,
                    row is null ? systemId : null,
                    now,
                    context.CancellationToken
                )
            )
            {
                throw new ProblemException(ProblemCatalogue.ExtensionInUse.At("digits"));
            }
        }

        var account = StaffSession.Of(context).Account;
        if (row is null)
        {
            row = new ExtensionEntity
            {
                Digits = digits,
                GivenAt = now,
                UpdatedBy = account,
            };
            database.Extensions.Add(row);
        }
        else if (row.SystemId != systemId || row.Department != department)
        {
            row.GivenAt = now;
        }

        row.SystemId = systemId;
        row.Department = department;
        row.Note = entry.Note?.Trim();
        row.UpdatedAt = now;
        row.UpdatedBy = account;
        await database.SaveChangesAsync(context.CancellationToken);
        await reference.ReloadAsync(context.CancellationToken);
        LogGiven(StaffSession.Of(context).StaffId, digits, entry.System, department);
        return Results.NoContent();
    }

    [Function("AdminRemoveExtension")]
    [ApiOperation(
        "收回一个扩展码",
        Description = "最近 7 天内有短信使用的不能收回。",
        Tag = "回复",
        Problems = ["not_found", "extension_in_use"]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已收回")]
    public async Task<IResult> Remove(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/admin/extensions/{digits}")]
            HttpRequest request,
        string digits,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row =
            await database.Extensions.SingleOrDefaultAsync(
                extension => extension.Digits == digits,
                context.CancellationToken
            ) ?? throw new ProblemException(ProblemCatalogue.NotFound);
        if (await IsUsedAsync(database, digits, null, time.GetUtcNow(), context.CancellationToken))
        {
            throw new ProblemException(ProblemCatalogue.ExtensionInUse);
        }

        database.Extensions.Remove(row);
        await database.SaveChangesAsync(context.CancellationToken);
        await reference.ReloadAsync(context.CancellationToken);
        LogTaken(StaffSession.Of(context).StaffId, digits);
        return Results.NoContent();
    }

    private (int? SystemId, string? Department) Check(string digits, ExtensionRequest entry)
    {
        if (!ExtensionTable.IsValid(digits))
        {
            throw new ProblemException(ProblemCatalogue.ExtensionInvalid.At("digits"));
        }

        if (digits.Length > Submission.HandsetNumber.RoomOf(reference))
        {
            throw new ProblemException(ProblemCatalogue.ExtensionTooLong.At("digits"));
        }

        var department = entry.Department?.Trim();
        if (department is { Length: 0 or > 32 })
        {
            throw Invalid("department");
        }

        if (entry.System is null && department is null)
        {
            throw Invalid("system");
        }

        if (entry.Note is { Length: > 100 })
        {
            throw Invalid("note");
        }

        return entry.System is null
            ? (null, department)
            : (reference.FindSystem(entry.System)?.Id ?? throw Invalid("system"), department);
    }

    /// <summary>True when messages of the last days, or still scheduled, carry digits that begin so.</summary>
    /// <param name="exceptSystem">Whose messages don't count; null: everybody's do.</param>
    private static Task<bool> IsUsedAsync(
        YixunDbContext database,
        string digits,
        int? exceptSystem,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var since = now - InUse;
        var lowest = MessageIdGenerator.LowestAt(since);
        // The sign after 9: everything that begins with the digits sorts before it.
        var end = digits + ':';
        return database.Batches.AnyAsync(
            batch =>
                batch.Extension != ""
                && string.Compare(batch.Extension, digits) >= 0
                && string.Compare(batch.Extension, end) < 0
                && (batch.Id >= lowest || batch.ScheduledAt >= since)
                && (exceptSystem == null || batch.SystemId != exceptSystem),
            cancellationToken
        );
    }

    private static ProblemException Invalid(string field) =>
        new(ProblemCatalogue.FieldInvalid.With(field).At(field));

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Staff {StaffId} gave extension {Digits} to system {System} department {Department}"
    )]
    private partial void LogGiven(int staffId, string digits, string? system, string? department);

    [LoggerMessage(Level = LogLevel.Information, Message = "Staff {StaffId} took extension {Digits} back")]
    private partial void LogTaken(int staffId, string digits);
}
