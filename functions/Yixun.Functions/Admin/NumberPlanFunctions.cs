using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Yixun.Core.Ids;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Data.Numbers;
using Yixun.Functions.Http;
using Yixun.Functions.OpenApi;
using Yixun.Functions.Records;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Admin;

/// <summary>The number plan and the numbers that moved to another carrier.</summary>
public sealed class NumberPlanFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    INumberPlanStore plan,
    ReferenceData reference,
    StaffChanges changes,
    PhoneHasher hasher,
    FieldCipher cipher,
    MessageIdGenerator ids,
    TimeProvider time
)
{
    private const int MaximumBody = 16 * 1024;
    private const int DefaultLimit = 50;
    private const int MaximumLimit = 200;
    private const int MaximumSegments = 1_000;

    [Function("AdminListNumberSegments")]
    [ApiOperation(
        "号段表",
        Description = "按号段排列；条数达到 limit 时，以最后一个号段为 after 取下一页。",
        Tag = "管理",
        Problems = ["field_invalid", "carrier_invalid", "province_invalid"]
    )]
    [ApiQuery("prefix", "号段以此开头")]
    [ApiQuery("carrier", "运营商")]
    [ApiQuery("province", "省份")]
    [ApiQuery("after", "上一页最后一个号段")]
    [ApiQuery("limit", "每页条数，1 至 1000，默认 1000")]
    [ApiResponse(StatusCodes.Status200OK, "一页号段", typeof(IReadOnlyList<NumberSegmentView>))]
    public async Task<IResult> ListSegments(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/number-segments")]
            HttpRequest request,
        FunctionContext context
    )
    {
        var limit = (int)request.Number("limit", MaximumSegments, 1, MaximumSegments);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var query = database.NumberSegments.AsNoTracking();
        if (request.Text("after") is { } after)
        {
            query = query.Where(segment => string.Compare(segment.Prefix, after) > 0);
        }

        if (request.Text("prefix") is { } prefix)
        {
            if (prefix.Length > 7 || !prefix.All(char.IsAsciiDigit))
            {
                throw new ProblemException(ProblemCatalogue.FieldInvalid.With("prefix").At("prefix"));
            }

            // A range, so that the key's index serves it.
            var end = prefix + ":";
            query = query.Where(segment =>
                string.Compare(segment.Prefix, prefix) >= 0 && string.Compare(segment.Prefix, end) < 0
            );
        }

        if (request.Text("carrier") is { } carrierName)
        {
            var carrier = CarrierOf(carrierName);
            query = query.Where(segment => segment.Carrier == carrier);
        }

        if (request.Text("province") is { } provinceName)
        {
            var province = ProvinceOf(provinceName);
            query = query.Where(segment => segment.Province == province);
        }

        var rows = await query
            .OrderBy(segment => segment.Prefix)
            .Take(limit)
            .ToListAsync(context.CancellationToken);
        return ApiResult.Ok(
            rows.ConvertAll(row => new NumberSegmentView(
                row.Prefix,
                MessageRecords.NameOf(row.Carrier),
                MessageRecords.NameOf(row.Kind),
                row.Province
            ))
        );
    }

    [Function("AdminPutNumberSegment")]
    [ApiOperation(
        "新增或修改一个号段",
        Description = "号段为 1 开头的 3 至 7 位数字，长的优先。立即生效。",
        Tag = "管理",
        Body = typeof(NumberSegmentRequest),
        Problems = ["field_invalid", "carrier_invalid", "province_invalid"]
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

        await plan.PutAsync(
            [
                new NumberSegment(
                    prefix,
                    carrier,
                    kind,
                    entry.Province is null ? null : ProvinceOf(entry.Province)
                ),
            ],
            context.CancellationToken
        );
        await reference.ReloadAsync(context.CancellationToken);
        await changes.NoteAsync(context, "number-segment.put", prefix);
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
        if (!await plan.RemoveAsync(prefix, context.CancellationToken))
        {
            throw new ProblemException(ProblemCatalogue.NotFound);
        }

        await reference.ReloadAsync(context.CancellationToken);
        await changes.NoteAsync(context, "number-segment.delete", prefix);
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
        Problems = ["number_invalid", "carrier_invalid"]
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
        ApiNames.TryRead<Carrier>(name, out var carrier) && carrier != Carrier.Unknown
            ? carrier
            : throw new ProblemException(ProblemCatalogue.CarrierInvalid.At("carrier"));

    private static string ProvinceOf(string name) =>
        Provinces.TryRead(name, out var province)
            ? province
            : throw new ProblemException(ProblemCatalogue.ProvinceInvalid.At("province"));
}
