using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Yixun.Cli.Site;

namespace Yixun.Cli.Database;

/// <summary><c>./yixun db migrate</c>: brings the schema up to date.</summary>
internal sealed class DbMigrateCommand(SiteOptions site)
    : SiteCommand(
        "migrate",
        "把数据库结构升级到本版本；可重复执行，可同时执行 (bring the schema up to date; harmless to repeat)",
        site
    )
{
    protected override async Task<int> RunAsync(
        SiteConnection site,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        await using var context = site.CreateContext();
        var before = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        await site.Database.MigrateAsync(cancellationToken);
        var output = parsed.InvocationConfiguration.Output;
        if (before.Count == 0)
        {
            await output.WriteLineAsync("数据库已是最新 (up to date)");
        }
        else
        {
            await output.WriteLineAsync($"已升级 (applied): {string.Join(", ", before)}");
        }

        return CommandLine.Done;
    }
}
