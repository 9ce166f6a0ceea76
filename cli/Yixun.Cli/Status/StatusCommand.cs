using System.CommandLine;
using System.Text.Json;
using Yixun.Cli.Site;

namespace Yixun.Cli.Status;

/// <summary><c>./yixun status</c>: how the whole site stands, at a glance.</summary>
internal sealed class StatusCommand : OutsideCommand
{
    public StatusCommand()
        : base(
            "status",
            "平台现状：短信、队列、通道、进程、数据库、备份；退出码 0 正常、1 有待处理、4 不可用 (how the site stands)"
        ) { }

    protected override async Task<int> RunAsync(
        SiteLocation site,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        await using var connection = site.Open();
        var standing = await ReadAsync(site, connection, UrlsOf(parsed, site), cancellationToken);
        standing = standing with { ToMend = StandingJudge.Find(standing) };
        await parsed.InvocationConfiguration.Output.WriteAsync(
            IsJson(parsed)
                ? JsonSerializer.Serialize(standing, Json) + Environment.NewLine
                : StandingText.Of(standing)
        );
        return standing.Queues.Source == "none" && !site.IsStandalone ? CommandLine.Unavailable
            : standing.ToMend.Count == 0 ? CommandLine.Done
            : CommandLine.ToMend;
    }

    private static async Task<SiteStanding> ReadAsync(
        SiteLocation site,
        SiteConnection connection,
        IReadOnlyList<Uri> urls,
        CancellationToken cancellationToken
    )
    {
        var now = TimeProvider.System.GetUtcNow();
        var reader = new StandingReader(connection, now);
        using var probe = new ProcessProbe();
        var answers = await Task.WhenAll(urls.Select(url => probe.AskAsync(url, cancellationToken)));
        var database = await reader.ReadDatabaseAsync(cancellationToken);
        var zone = double.TryParse(
            site.Configuration["Yixun:ZoneOffsetHours"],
            System.Globalization.CultureInfo.InvariantCulture,
            out var hours
        )
            ? TimeSpan.FromHours(hours)
            : TimeSpan.FromHours(8);
        var file = BackupRecord.FileOf(site);
        var backup = BackupRecord.Read(file);
        return new SiteStanding(
            now,
            await reader.ReadRoadAsync(zone, cancellationToken),
            await QueueReader.ReadAsync(site, connection, answers, cancellationToken),
            await reader.ReadChannelsAsync(cancellationToken),
            await reader.ReadProcessesAsync(answers, cancellationToken),
            database,
            new BackupStanding(file, backup?.FinishedAt, backup?.Succeeded, backup?.Bytes),
            []
        );
    }
}
