namespace Yixun.Cli.Doctor;

/// <summary>This machine's clock agrees with those of the database server and of the processes.</summary>
internal sealed class ClockCheck : IDoctorCheck
{
    private static readonly TimeSpan MaximumSkew = TimeSpan.FromSeconds(2);

    public string Area => "时钟";

    public async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        if (await ReadDatabaseAsync(patient, cancellationToken) is { } skew)
        {
            findings.Add(Of("数据库服务器", skew));
        }

        foreach (var process in patient.Processes)
        {
            // It is told in whole seconds, some time ago.
            if (process.Date is { } date && process.AskedAt - date is var behind)
            {
                findings.Add(
                    Of(
                        process.Url.ToString(),
                        behind > TimeSpan.Zero && behind < TimeSpan.FromSeconds(2) ? TimeSpan.Zero : behind
                    )
                );
            }
        }

        var zone = TimeZoneInfo.Local.GetUtcOffset(patient.Time.GetUtcNow());
        findings.Add(
            zone == TimeSpan.FromHours(8)
                ? Finding.Ok("clock.zone", "本机时区为 UTC+8")
                : Finding.Ok(
                    "clock.zone",
                    $"本机时区为 UTC{(zone < TimeSpan.Zero ? "-" : "+")}{zone:hh\\:mm}；短信的时段按 Yixun:ZoneOffsetHours（默认 8）计，不受影响，日志按 UTC"
                )
        );
        return findings;
    }

    private static async Task<TimeSpan?> ReadDatabaseAsync(
        Patient patient,
        CancellationToken cancellationToken
    )
    {
        if (patient.Connection is not { } site)
        {
            return null;
        }

        try
        {
            // The first question opens the connection: the second is quick.
            await site.Database.Inspection.ReadClockAsync(cancellationToken);
            var before = patient.Time.GetUtcNow();
            var there = await site.Database.Inspection.ReadClockAsync(cancellationToken);
            var after = patient.Time.GetUtcNow();
            return before + ((after - before) / 2) - there;
        }
        catch (Exception exception) when (DatabaseCheck.IsAway(exception, cancellationToken))
        {
            return null;
        }
    }

    private static Finding Of(string whose, TimeSpan skew) =>
        skew.Duration() <= MaximumSkew
            ? Finding.Ok("clock.agrees", $"与{whose}的时钟相差不到 2 秒")
            : Finding.Warning(
                "clock.skew",
                $"与{whose}的时钟相差 {skew.TotalSeconds:0.0} 秒",
                "在各台机器上启用 NTP（chrony）；相差过大会使签名验证、租约与时段出错"
            );
}
