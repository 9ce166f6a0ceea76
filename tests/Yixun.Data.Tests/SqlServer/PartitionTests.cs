using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;
using Yixun.Data.Partitions;
using Yixun.Data.SqlServer;

namespace Yixun.Data.Tests.SqlServer;

/// <summary>Ranges of the partition function; nothing here runs on a server.</summary>
public sealed class PartitionTests
{
    private static readonly MessageMonth November = new((2026 * 12) + 10);

    [Fact]
    public void Script_puts_every_partitioned_table_on_the_scheme_by_its_key()
    {
        var tables = new TableVisitor();
        SqlServerSchema.Parse(SqlServerSchema.Script).Accept(tables);
        Assert.Equal(
            PartitionedTable.All.Select(table => (table.Name, table.Key)).Order(),
            tables.Partitioned.Order()
        );
    }

    [Fact]
    public void Statements_about_ranges_are_of_the_language()
    {
        SqlServerSchema.Parse(SqlServerMonthsText.MayChange);
        SqlServerSchema.Parse(SqlServerMonthsText.Read);
        SqlServerSchema.Parse(SqlServerMonthsText.Split(November.FirstId));
        var drop = SqlServerMonthsText.Drop(November);
        SqlServerSchema.Parse(drop);
        Assert.All(
            PartitionedTable.All,
            table => Assert.Contains($"TRUNCATE TABLE {table.Name} WITH", drop, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void MonthsOf_counts_a_range_as_a_month_only_between_its_bounds()
    {
        var months = SqlServerMonths.MonthsOf([
            (null, 1, 8),
            (November.FirstId, 10, 80),
            (November.Add(1).FirstId, 20, 160),
            (November.Add(3).FirstId, 3, 24),
        ]);
        Assert.Equal([new MonthPartition(November, 10, 80), new MonthPartition(null, 24, 192)], months);
    }

    private sealed class TableVisitor : TSqlFragmentVisitor
    {
        public List<(string Table, string Key)> Partitioned { get; } = [];

        public override void Visit(CreateTableStatement node)
        {
            if (node.OnFileGroupOrPartitionScheme is { } scheme)
            {
                Assert.Equal(SqlServerPartitioning.Scheme, scheme.Name.Value);
                Partitioned.Add(
                    (node.SchemaObjectName.BaseIdentifier.Value, scheme.PartitionSchemeColumns[0].Value)
                );
            }
        }
    }
}
