using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Yixun.Cli.Site;
using Yixun.Data.Partitions;

namespace Yixun.Cli.Database;

/// <summary><c>./yixun db partitions</c>: shows the months of the message tables, or brings them up to date.</summary>
internal sealed class DbPartitionsCommand : SiteCommand
{
    private readonly Option<bool> _apply = new("--apply")
    {
        Description =
            "建立缺少的月分区，删除超过保存期的月份 (make what is missing, delete what is past retention)",
    };

    public DbPartitionsCommand(SiteOptions site)
        : base(
            "partitions",
            "短信表的各月分区：大小、缺少的、超过保存期的 (months of the message tables)",
            site
        ) => Options.Add(_apply);

    protected override async Task<int> RunAsync(
        SiteConnection site,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        var options =
            site.Configuration.GetSection(RetentionOptions.SectionName).Get<RetentionOptions>()
            ?? new RetentionOptions();
        var partitions = new MessagePartitions(site.Database, options, TimeProvider.System);
        var error = parsed.InvocationConfiguration.Error;
        PartitionPlan plan;
        try
        {
            plan = parsed.GetValue(_apply)
                ? await partitions.ApplyAsync(cancellationToken)
                : await partitions.PlanAsync(cancellationToken);
        }
        catch (ArgumentException exception)
        {
            throw new InputException($"配置有误：{exception.Message}", exception.Message);
        }
        catch (PartitionRightException exception)
        {
            ErrorText.Write(error, $"数据库账号无权建立、删除分区：{exception.Message}", exception.Message);
            return CommandLine.Unavailable;
        }

        await WriteAsync(parsed, site, plan, cancellationToken);
        return CommandLine.Done;
    }

    private async Task WriteAsync(
        ParseResult parsed,
        SiteConnection site,
        PartitionPlan plan,
        CancellationToken cancellationToken
    )
    {
        var output = parsed.InvocationConfiguration.Output;
        if (site.Database.Partitions.Exist)
        {
            await output.WriteLineAsync("月份 (month, UTC)   短信约 (messages, about)   MiB");
            foreach (var partition in await site.Database.Partitions.ReadSizesAsync(cancellationToken))
            {
                await output.WriteLineAsync(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{partition.Month?.ToString() ?? "其他 (others)", -19} {partition.Messages, 24} {partition.Octets / 1048576.0, 8:F1}"
                    )
                );
            }
        }
        else
        {
            await output.WriteLineAsync("此数据库不分区 (this database has no partitions)");
        }

        var applied = parsed.GetValue(_apply);
        await WriteMonthsAsync(applied ? "已建立 (made)" : "缺少 (missing)", plan.Missing);
        await WriteMonthsAsync(applied ? "已删除 (deleted)" : "超过保存期 (past retention)", plan.Dropped);
        await WriteMonthsAsync("超过保存期但仍有未结束的短信 (past retention, not over)", plan.Held);

        async Task WriteMonthsAsync(string what, IEnumerable<MessageMonth> months)
        {
            if (months.Any())
            {
                await output.WriteLineAsync($"{what}: {string.Join(", ", months)}");
            }
        }
    }
}
