using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Ids;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Records;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Admin;

/// <summary>The number plan and the numbers that moved to another carrier.</summary>
public sealed class NumberPlanFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    ReferenceData reference,
    PhoneHasher hasher,
    FieldCipher cipher,
    MessageIdGenerator ids,
    TimeProvider time
)
{
    private const int MaximumBody = 16 * 1024;
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;

    [Function("AdminListNumberSegments")]
    [ApiOperation("号段表", Tag = "管理")]
    [ApiResponse(StatusCodes.Status200OK, "全部号段", typeof(IReadOnlyList<NumberSegmentView>))]
    public async Task<IResult> ListSegments(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/number-segments")]
            HttpRequest request,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var rows = await database
            .NumberSegments.AsNoTracking()
            .OrderBy(segment => segment.Prefix)
            .ToListAsync(context.CancellationToken);
        return ApiResult.Ok(
            rows.ConvertAll(row => new NumberSegmentView(
                row.Prefix,
                MessageRecords.NameOf(row.Carrier),
                MessageRecords.NameOf(row.Kind)
            ))
        );
    }

    [Function("AdminPutNumberSegment")]
    [ApiOperation(
        "新增或修改一个号段",
        Description = "号段为 1 开头的 3 至 7 位数字，长的优先。立即生效。",
        Tag = "管理",
        Body = typeof(NumberSegmentRequest),
        Problems = ["field_invalid"]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已保存")]
    public async Task<IResult> PutSegment(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/admin/number-segments/{prefix}")]
            HttpRequest request,
        string prefix,
        FunctionContext context
    )
    {
        var entry = ApiJson.Read<NumberSegmentRequest>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        if (!NumberSegmentTable.IsValidPrefix(prefix))
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("prefix").At("prefix"));
        }

        var carrier = CarrierOf(entry.Carrier);
        if (
            !Enum.TryParse<NumberSegmentKind>(entry.Kind, ignoreCase: true, out var kind)
            || !Enum.IsDefined(kind)
        )
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("kind").At("kind"));
        }

        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await database.NumberSegments.FindAsync([prefix], context.CancellationToken);
        if (row is null)
        {
            database.NumberSegments.Add(
                new NumberSegmentEntity
                {
                    Prefix = prefix,
                    Carrier = carrier,
                    Kind = kind,
                }
            );
        }
        else
        {
            row.Carrier = carrier;
            row.Kind = kind;
        }

        await database.SaveChangesAsync(context.CancellationToken);
        await reference.ReloadAsync(context.CancellationToken);
        return Results.NoContent();
    }

    [Function("AdminDeleteNumberSegment")]
    [ApiOperation("删除一个号段", Tag = "管理", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status204NoContent, "已删除")]
    public async Task<IResult> DeleteSegment(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/admin/number-segments/{prefix}")]
            HttpRequest request,
        string prefix,
        FunctionContext context
    )
    {
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row =
            await database.NumberSegments.FindAsync([prefix], context.CancellationToken)
            ?? throw new ProblemException(ProblemCatalogue.NotFound);
        database.NumberSegments.Remove(row);
        await database.SaveChangesAsync(context.CancellationToken);
        await reference.ReloadAsync(context.CancellationToken);
        return Results.NoContent();
    }

    [Function("AdminListPortedNumbers")]
    [ApiOperation("携号转网名单", Tag = "管理", Problems = ["field_invalid"])]
    [ApiQuery("before", "上一页的 next")]
    [ApiQuery("limit", "每页条数，1 至 200，默认 50")]
    [ApiResponse(StatusCodes.Status200OK, "一页名单；号码已脱敏", typeof(PortedNumberPage))]
    public async Task<IResult> ListPorted(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/ported-numbers")]
            HttpRequest request,
        FunctionContext context
    )
    {
        var before = request.Number("before", long.MaxValue, 0, long.MaxValue);
        var limit = (int)request.Number("limit", DefaultLimit, 1, MaximumLimit);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var rows = await database
            .PortedNumbers.AsNoTracking()
            .Where(row => row.Id < before)
            .OrderByDescending(row => row.Id)
            .Take(limit + 1)
            .ToListAsync(context.CancellationToken);
        var items = rows.Take(limit)
            .Select(row => new PortedNumberView(
                ApiId.Of(row.Id),
                PhoneNumber
                    .FromValue(cipher.DecryptNumber(row.Id, CipherField.PortedPhone, row.PhoneCipher))
                    .ToString(),
                MessageRecords.NameOf(row.Carrier),
                row.UpdatedAt
            ))
            .ToList();
        return ApiResult.Ok(new PortedNumberPage(items, rows.Count > limit ? items[^1].Id : null));
    }

    [Function("AdminPutPortedNumber")]
    [ApiOperation(
        "登记一个携号转网号码",
        Tag = "管理",
        Body = typeof(PortedNumberRequest),
        Problems = ["number_invalid", "field_invalid"]
    )]
    [ApiResponse(StatusCodes.Status204NoContent, "已登记，立即生效")]
    public async Task<IResult> PutPorted(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/admin/ported-numbers")]
            HttpRequest request,
        FunctionContext context
    )
    {
        var entry = ApiJson.Read<PortedNumberRequest>(
            await RequestBody.ReadAsync(request, MaximumBody, context.CancellationToken)
        );
        if (entry.Phone is null || !PhoneNumber.TryParse(entry.Phone, out var number))
        {
            throw new ProblemException(ProblemCatalogue.NumberInvalid.At("phone"));
        }

        var carrier = CarrierOf(entry.Carrier);
        var hash = hasher.Hash(number);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row = await database.PortedNumbers.FindAsync([hash], context.CancellationToken);
        if (row is null)
        {
            var id = ids.Next();
            database.PortedNumbers.Add(
                new PortedNumberEntity
                {
                    PhoneHash = hash,
                    Id = id,
                    PhoneCipher = cipher.EncryptNumber(id, CipherField.PortedPhone, number.Value),
                    Carrier = carrier,
                    UpdatedAt = time.GetUtcNow(),
                }
            );
        }
        else
        {
            row.Carrier = carrier;
            row.UpdatedAt = time.GetUtcNow();
        }

        await database.SaveChangesAsync(context.CancellationToken);
        await reference.ReloadAsync(context.CancellationToken);
        return Results.NoContent();
    }

    [Function("AdminDeletePortedNumber")]
    [ApiOperation("删除一个携号转网号码", Tag = "管理", Problems = ["not_found"])]
    [ApiResponse(StatusCodes.Status204NoContent, "已删除")]
    public async Task<IResult> DeletePorted(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/admin/ported-numbers/{id}")]
            HttpRequest request,
        string id,
        FunctionContext context
    )
    {
        var rowId = ApiId.Parse(id);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var row =
            await database.PortedNumbers.SingleOrDefaultAsync(
                entry => entry.Id == rowId,
                context.CancellationToken
            ) ?? throw new ProblemException(ProblemCatalogue.NotFound);
        database.PortedNumbers.Remove(row);
        await database.SaveChangesAsync(context.CancellationToken);
        await reference.ReloadAsync(context.CancellationToken);
        return Results.NoContent();
    }

    private static Carrier CarrierOf(string? name) =>
        Enum.TryParse<Carrier>(name, ignoreCase: true, out var carrier)
        && Enum.IsDefined(carrier)
        && carrier != Carrier.Unknown
            ? carrier
            : throw new ProblemException(ProblemCatalogue.FieldInvalid.With("carrier").At("carrier"));
}
