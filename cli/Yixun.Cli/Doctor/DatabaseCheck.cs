using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Yixun.Data.Inspection;
using Yixun.Data.Store;

namespace Yixun.Cli.Doctor;

/// <summary>The database is there, has this version's schema, and is set as the platform needs it.</summary>
internal sealed class DatabaseCheck : IDoctorCheck
{
    public string Area => "数据库";

    public async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (patient.Connection is not { } site)
        {
            return [Finding.Warning("database.skipped", "没有可用的数据库配置，未检查", "先处理配置的问题")];
        }

        var inspection = site.Database.Inspection;
        try
        {
            var measure = await inspection.MeasureAsync(cancellationToken);
            var findings = new List<Finding>
            {
                Finding.Ok("database.reached", $"{inspection.Name} 可用，{measure.Version}"),
            };
            await using var context = site.CreateContext();
            var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            findings.Add(
                pending.Count == 0
                    ? Finding.Ok("database.migrated", "结构已是最新")
                    : Finding.Fault(
                        "database.migrations_pending",
                        $"结构缺少 {pending.Count} 项升级：{string.Join("、", pending)}",
                        "运行 ./yixun db migrate；在此之前进程等待，不提供服务"
                    )
            );
            findings.AddRange((await inspection.FindAsync(cancellationToken)).Select(Of));
            return findings;
        }
        catch (Exception exception) when (IsAway(exception, cancellationToken))
        {
            return
            [
                Finding.Fault(
                    "database.unreachable",
                    $"{inspection.Name} 不可用：{exception.Message.ReplaceLineEndings(" ")}",
                    "检查数据库服务、网络、账号与密码；期间不接收短信，已接收的不丢失"
                ),
            ];
        }
    }

    /// <summary>The database is away, whichever it is.</summary>
    public static bool IsAway(Exception exception, CancellationToken cancellationToken) =>
        exception is DbException or StoreUnavailableException or TimeoutException
        || exception is InvalidOperationException { InnerException: DbException }
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static Finding Of(DatabaseFinding finding) =>
        finding.Fault switch
        {
            DatabaseFault.NotDurable => Finding.Fault(
                "database.not_durable",
                $"提交在落盘前就被确认（{finding.Detail}），断电会丢失已接收的短信",
                "恢复为默认的持久化设置（fsync、full_page_writes、synchronous_commit 均为 on；SQL Server 不用 DELAYED_DURABILITY）"
            ),
            DatabaseFault.ReadersWait => Finding.Fault(
                "database.readers_wait",
                $"读取会等待写入（{finding.Detail}）",
                "运行 ./yixun db migrate（它会打开所需的设置）"
            ),
            DatabaseFault.Collation => Finding.Fault(
                "database.collation",
                $"文字列的排序规则不对：{finding.Detail}",
                "不要手工改列；从备份恢复，或用 ./yixun db migrate 新建的库重新导入"
            ),
            DatabaseFault.Privileges => Finding.Fault(
                "database.privileges",
                $"账号不能读写这些表：{finding.Detail}",
                "授予平台账号对全部表的 SELECT、INSERT、UPDATE、DELETE"
            ),
            DatabaseFault.Version => Finding.Fault(
                "database.version",
                $"版本过旧：{finding.Detail}",
                "升级到 PostgreSQL 15 或 SQL Server 2019 以上"
            ),
            _ => Finding.Fault(
                "database.damaged",
                $"数据库文件已损坏：{finding.Detail}",
                "停止平台，保留该文件，从备份恢复"
            ),
        };
}
