using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;
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
}
