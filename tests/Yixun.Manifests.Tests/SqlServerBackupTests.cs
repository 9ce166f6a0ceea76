using System.Diagnostics;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;
using Yixun.Cli.Site;
using Yixun.Manifests.Tests.Rendering;

namespace Yixun.Manifests.Tests;

/// <summary>The scripts for SQL Server are T-SQL; no server runs them here.</summary>
public sealed class SqlServerBackupTests
{
    [Theory]
    [InlineData("full.sql", typeof(BackupDatabaseStatement))]
    [InlineData("log.sql", typeof(IfStatement))]
    public void Script_isTransactSql(string file, Type statement)
    {
        using var text = new StringReader(Repository.Read($"k8s/components/backup-sqlserver/{file}"));
        var script = (TSqlScript)
            new TSql160Parser(initialQuotedIdentifiers: true).Parse(text, out var errors);

        Assert.Empty(errors.Select(error => error.Message));
        Assert.Contains(script.Batches.SelectMany(batch => batch.Statements), statement.IsInstanceOfType);
    }

    /// <summary>The script that runs them, with something in place of the server's command.</summary>
    [Theory]
    [InlineData("printf 0123456789 >$BACKUP/yixun-20261125T023000Z.bak", true, 10L)]
    [InlineData("exit 1", false, null)]
    // The command ended well, and there is no backup.
    [InlineData("exit 0", false, null)]
    public async Task Backup_leaves_a_record(string command, bool succeeded, long? bytes)
    {
        var folder = Directory.CreateTempSubdirectory("yixun-backup-");
        try
        {
            var stand = Path.Combine(folder.FullName, "sqlcmd");
            await File.WriteAllTextAsync(
                stand,
                $"#!/bin/sh\n{command}\n",
                TestContext.Current.CancellationToken
            );
            File.SetUnixFileMode(stand, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            var start = new ProcessStartInfo(
                "sh",
                [Repository.PathOf("k8s/components/backup-sqlserver/full.sh")]
            )
            {
                Environment = { ["BACKUP"] = folder.FullName, ["SQLCMD"] = stand },
                RedirectStandardError = true,
            };
            using var script = Process.Start(start)!;
            await script.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal(succeeded, script.ExitCode == 0);
            var record = BackupRecord.Read(Path.Combine(folder.FullName, "backup-status.json"))!;
            Assert.Equal((succeeded, bytes), (record.Succeeded, record.Bytes));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
