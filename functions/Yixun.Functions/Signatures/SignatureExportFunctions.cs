using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Core.Numbers;
using Yixun.Core.Signatures;
using Yixun.Data.Model;
using Yixun.Functions.Hosting;
using Yixun.Functions.OpenApi;

namespace Yixun.Functions.Signatures;

/// <summary>The registry as a table for the carriers and for the hospital's files.</summary>
public sealed class SignatureExportFunctions(
    IDbContextFactory<YixunDbContext> contexts,
    TimeProvider time,
    IOptions<YixunOptions> options
)
{
    private const string Heading =
        "签名,用途,接入系统,证明类型,运营商,接入号,状态,提交时间,报备时间,到期时间,受理编号,驳回原因,备注\r\n";

    [Function("AdminExportSignatures")]
    [ApiOperation("导出签名登记表（CSV）", Tag = "签名报备")]
    [ApiResponse(StatusCodes.Status200OK, "UTF-8 的 CSV，每项报备一行；没有报备的签名占一行")]
    public async Task<IResult> Export(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/admin/signature-export")]
            HttpRequest request,
        FunctionContext context
    )
    {
        var now = time.GetUtcNow();
        var table = new StringBuilder("\uFEFF").Append(Heading);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        var registrations = (
            await database.SignatureRegistrations.AsNoTracking().ToListAsync(context.CancellationToken)
        ).ToLookup(row => row.SignatureId);
        await foreach (
            var signature in database
                .Signatures.AsNoTracking()
                .OrderBy(row => row.Id)
                .AsAsyncEnumerable()
                .WithCancellation(context.CancellationToken)
        )
        {
            foreach (
                var registration in registrations[signature.Id]
                    .OrderBy(row => row.Carrier)
                    .ThenBy(row => row.AccessNumber, StringComparer.Ordinal)
                    .Cast<SignatureRegistrationEntity?>()
                    .DefaultIfEmpty()
            )
            {
                AppendRow(table, signature, registration, now);
            }
        }

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.File(
            Encoding.UTF8.GetBytes(table.ToString()),
            "text/csv; charset=utf-8",
            $"signatures-{Local(now):yyyyMMdd}.csv"
        );
    }

    private void AppendRow(
        StringBuilder table,
        SignatureEntity signature,
        SignatureRegistrationEntity? registration,
        DateTimeOffset now
    ) =>
        table
            .AppendJoin(
                ',',
                new[]
                {
                    signature.Text,
                    signature.Purpose,
                    signature.Systems.Replace(',', ' '),
                    signature.LicenseKind,
                    registration is null ? "" : NameOf(registration.Carrier),
                    registration is null ? ""
                    : registration.AccessNumber.Length == 0 ? "全部"
                    : registration.AccessNumber,
                    registration is null ? "未报备"
                    : RegistrationStates.HasExpired(registration.State, registration.ExpiresAt, now)
                        ? NameOf(RegistrationState.Expired)
                    : NameOf(registration.State),
                    TimeOf(registration?.SubmittedAt),
                    TimeOf(registration?.RegisteredAt),
                    TimeOf(registration?.ExpiresAt),
                    registration?.Reference ?? "",
                    registration?.RejectReason ?? "",
                    signature.Remark,
                }.Select(Cell)
            )
            .Append("\r\n");

    /// <summary>Quoted where it must be; what a spreadsheet would take for a formula begins with an apostrophe.</summary>
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }

    private DateTimeOffset Local(DateTimeOffset at) =>
        at.ToOffset(TimeSpan.FromHours(options.Value.ZoneOffsetHours));

    private string TimeOf(DateTimeOffset? at) =>
        at is { } known ? Local(known).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

    private static string NameOf(Carrier carrier) =>
        carrier switch
        {
            Carrier.Mobile => "中国移动",
            Carrier.Unicom => "中国联通",
            Carrier.Telecom => "中国电信",
            _ => carrier.ToString(),
        };

    private static string NameOf(RegistrationState state) =>
        state switch
        {
            RegistrationState.Draft => "准备中",
            RegistrationState.Submitted => "已提交",
            RegistrationState.Registered => "已报备",
            RegistrationState.Rejected => "被驳回",
            RegistrationState.Expired => "已到期",
            _ => "已撤回",
        };
}
