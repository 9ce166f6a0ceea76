using Microsoft.EntityFrameworkCore;
using Yixun.Core.Signatures;

namespace Yixun.Cli.Doctor;

/// <summary>No registration of a signature ends soon without anyone noticing.</summary>
internal sealed class SignaturesCheck : IDoctorCheck
{
    private const int Most = 20;
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public string Area => "签名";

    public async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (patient.Connection is not { } site)
        {
            return [Finding.Warning("signatures.skipped", "没有可用的数据库，未检查", "先处理数据库的问题")];
        }

        try
        {
            var now = patient.Time.GetUtcNow();
            var end = now + Soon;
            await using var context = site.CreateContext();
            var ending = await (
                from registration in context.SignatureRegistrations
                join signature in context.Signatures on registration.SignatureId equals signature.Id
                where
                    registration.State == RegistrationState.Registered
                    && registration.ExpiresAt != null
                    && registration.ExpiresAt < end
                orderby registration.ExpiresAt
                select new
                {
                    signature.Text,
                    registration.Carrier,
                    registration.ExpiresAt,
                }
            )
                .Take(Most)
                .ToListAsync(cancellationToken);
            return ending.Count == 0
                ? [Finding.Ok("signatures.ok", "30 天内没有到期的签名报备")]
                :
                [
                    .. ending.Select(each =>
                        each.ExpiresAt < now
                            ? Finding.Fault(
                                "signatures.expired",
                                $"签名【{each.Text}】在 {each.Carrier} 的报备已于 {each.ExpiresAt:yyyy-MM-dd} 到期",
                                "向运营商续报，并在管理后台更新有效期"
                            )
                            : Finding.Warning(
                                "signatures.expiring",
                                $"签名【{each.Text}】在 {each.Carrier} 的报备将于 {each.ExpiresAt:yyyy-MM-dd} 到期",
                                "向运营商续报，并在管理后台更新有效期"
                            )
                    ),
                ];
        }
        catch (Exception exception) when (DatabaseCheck.IsAway(exception, cancellationToken))
        {
            return [Finding.Warning("signatures.skipped", "数据库不可用，未检查", "先处理数据库的问题")];
        }
    }
}
