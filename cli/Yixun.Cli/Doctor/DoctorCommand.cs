using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Yixun.Cli.Site;

namespace Yixun.Cli.Doctor;

/// <summary><c>./yixun doctor</c>: looks at everything a site needs, and says what to do. Changes nothing.</summary>
internal sealed class DoctorCommand : OutsideCommand
{
    private static readonly IDoctorCheck[] Checks =
    [
        new ConfigurationCheck(),
        new SecretsCheck(),
        new DatabaseCheck(),
        new BrokerCheck(),
        new RedisCheck(new RedisPing()),
        new ClockCheck(),
        new ChannelsCheck(),
        new SignaturesCheck(),
        new DiskCheck(),
        new BackupCheck(),
    ];

    /// <summary>Of the whole time, what one check may take: one that gets no answer must not keep the others from theirs.</summary>
    private const double CheckShare = 1.0 / 3;

    public DoctorCommand()
        : base(
            "doctor",
            "逐项检查并说明怎么办；退出码 0 没有故障、1 有故障 (looks at everything and says what to do)"
        ) { }

    protected override async Task<int> RunAsync(
        SiteLocation site,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        using var probe = new ProcessProbe();
        var processes = await Task.WhenAll(
            UrlsOf(parsed, site).Select(url => probe.AskAsync(url, cancellationToken))
        );
        var (connection, refusal) = TryOpen(site);
        await using var _ = connection;
        var patient = new Patient(site, connection, refusal, processes, TimeProvider.System);
        var results = new List<(string Area, Finding Finding)>();
        foreach (var check in Checks)
        {
            results.AddRange(
                (await RunAsync(check, patient, TimeLimit(parsed) * CheckShare, cancellationToken)).Select(
                    finding => (check.Area, finding)
                )
            );
        }

        await parsed.InvocationConfiguration.Output.WriteAsync(
            IsJson(parsed) ? JsonOf(results) : TextOf(results)
        );
        return results.Exists(result => result.Finding.Level == FindingLevel.Fault)
            ? CommandLine.ToMend
            : CommandLine.Done;
    }

    private static async Task<IReadOnlyList<Finding>> RunAsync(
        IDoctorCheck check,
        Patient patient,
        TimeSpan checkTime,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(checkTime);
        try
        {
            return await check.RunAsync(patient, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return
            [
                Finding.Fault(
                    "doctor.no_answer",
                    $"{check.Area}：{checkTime.TotalSeconds:0} 秒内没有应答",
                    "检查该服务与网络"
                ),
            ];
        }
    }

    private static (SiteConnection? Connection, string? Refusal) TryOpen(SiteLocation site)
    {
        try
        {
            return (site.Open(), null);
        }
        catch (InputException exception)
        {
            return (null, exception.Chinese);
        }
    }

    private static string JsonOf(List<(string Area, Finding Finding)> results) =>
        JsonSerializer.Serialize(
            new
            {
                faults = results.Count(result => result.Finding.Level == FindingLevel.Fault),
                warnings = results.Count(result => result.Finding.Level == FindingLevel.Warning),
                findings = results.Select(result => new
                {
                    area = result.Area,
                    code = result.Finding.Code,
                    level = result.Finding.Level switch
                    {
                        FindingLevel.Ok => "ok",
                        FindingLevel.Warning => "warning",
                        _ => "fault",
                    },
                    found = result.Finding.Found,
                    advice = result.Finding.Advice,
                }),
            },
            Json
        ) + Environment.NewLine;

    private static string TextOf(List<(string Area, Finding Finding)> results)
    {
        var text = new System.Text.StringBuilder();
        foreach (var area in results.GroupBy(result => result.Area))
        {
            text.AppendLine(area.Key);
            foreach (var (_, finding) in area)
            {
                var mark = finding.Level switch
                {
                    FindingLevel.Ok => "正常",
                    FindingLevel.Warning => "警告",
                    _ => "故障",
                };
                text.AppendLine(CultureInfo.InvariantCulture, $"  {mark}  {finding.Found}  [{finding.Code}]");
                if (finding.Advice is { } advice)
                {
                    text.AppendLine(CultureInfo.InvariantCulture, $"        → {advice}");
                }
            }
        }

        var faults = results.Count(result => result.Finding.Level == FindingLevel.Fault);
        var warnings = results.Count(result => result.Finding.Level == FindingLevel.Warning);
        return text.AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"{faults} 项故障，{warnings} 项警告")
            .ToString();
    }
}
