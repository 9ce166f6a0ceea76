using Microsoft.EntityFrameworkCore;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;
using Yixun.Data.SqlServer;

namespace Yixun.Data.Tests.SqlServer;

/// <summary>The schema as the server's own tools read it; nothing here runs on a server.</summary>
public sealed class MigrationTests
{
    [Fact]
    public void Script_makes_tables_that_the_tools_load_without_complaint()
    {
        using var schema = new SqlServerSchema();
        Assert.Empty(schema.Complaints());
    }

    [Fact]
    public void Script_names_only_what_it_makes()
    {
        using var schema = new SqlServerSchema();
        using var database = SqlServerSchema.Database();
        using var context = database.CreateContext();
        var tables = context.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).ToHashSet();
        var altered = 0;
        var inserted = 0;
        foreach (var statement in SqlServerSchema.OtherStatements)
        {
            switch (((TSqlScript)SqlServerSchema.Parse(statement)).Batches[0].Statements[0])
            {
                case AlterTableSetStatement alter:
                    Assert.Contains(alter.SchemaObjectName.BaseIdentifier.Value, tables);
                    altered++;
                    break;
                case InsertStatement:
                    schema.Add($"insert_{inserted++}", statement, []);
                    break;
            }
        }

        Assert.Equal((5, 1), (altered, inserted));
        Assert.Empty(schema.Complaints());
    }

    [Fact]
    public void Model_compared_with_the_snapshot_has_no_pending_changes()
    {
        using var database = SqlServerSchema.Database();
        using var context = database.CreateContext();
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Model_keys_of_text_are_no_longer_than_the_server_allows()
    {
        using var database = SqlServerSchema.Database();
        using var context = database.CreateContext();
        var keys = context
            .Model.GetEntityTypes()
            .Select(entity => entity.FindPrimaryKey()!)
            .Where(key => key.Properties.Any(property => property.ClrType == typeof(string)));
        Assert.All(
            keys,
            key =>
                Assert.InRange(
                    key.Properties.Sum(property =>
                        property.ClrType == typeof(string) ? 2 * (property.GetMaxLength() ?? 450) : 8
                    ),
                    1,
                    900
                )
        );
    }

    [Fact]
    public void What_a_migration_asks_for_besides_is_of_the_language()
    {
        SqlServerSchema.Parse(SqlServerMigration.TakeTurn);
        SqlServerSchema.Parse(SqlServerMigration.ReadCommitted);
        SqlServerSchema.Parse(SqlServerSession.Settings);
    }
}
