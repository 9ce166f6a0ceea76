using System.Reflection;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;
using Yixun.Data.Server;
using Yixun.Data.SqlServer;

namespace Yixun.Data.Tests.SqlServer;

/// <summary>Every statement of the store, read against the schema. A new one is among them by itself.</summary>
public sealed class StatementTests
{
    internal static Dictionary<string, string> Statements { get; } =
        typeof(StoreSql)
            .GetProperties()
            .Where(property => property.PropertyType == typeof(string))
            .ToDictionary(
                property => property.Name,
                property => (string)property.GetValue(SqlServerText.Statements)!
            );

    internal static IEnumerable<CopyTarget> Targets =>
        typeof(CopyTarget)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => (CopyTarget)property.GetValue(null)!);

    public static TheoryData<string> Names => [.. Statements.Keys];

    [Fact]
    public void Every_statement_names_only_what_the_schema_has()
    {
        using var schema = new SqlServerSchema();
        foreach (var (name, sql) in Statements)
        {
            schema.Add(name, sql, Parameters(sql));
        }

        Assert.NotEmpty(Statements);
        Assert.Empty(schema.Complaints());
    }

    [Fact]
    public void Every_target_of_new_rows_has_its_columns()
    {
        using var schema = new SqlServerSchema();
        foreach (var target in Targets)
        {
            schema.Add(
                $"copy_{target.Table}",
                $"SELECT {string.Join(", ", target.Columns)} FROM {target.Table}",
                []
            );
        }

        Assert.NotEmpty(Targets);
        Assert.Empty(schema.Complaints());
    }

    /// <summary>The check itself: it must see every wrong name of a column.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Statement_with_a_column_that_is_not_there_is_complained_of(string name)
    {
        var columns = new ColumnVisitor();
        SqlServerSchema.Parse(Statements[name]).Accept(columns);
        using var schema = new SqlServerSchema();
        var expected = new List<string>();
        foreach (var column in columns.Columns)
        {
            var sql = Statements[name]
                .Remove(column.StartOffset, column.FragmentLength)
                .Insert(column.StartOffset, "no_such_column");
            var wrong = $"{name}_{column.StartOffset}";
            schema.Add(wrong, sql, Parameters(sql));
            expected.Add(wrong);
        }

        var complaints = schema.Complaints();
        Assert.NotEmpty(expected);
        Assert.All(
            expected,
            wrong =>
                Assert.Contains(
                    complaints,
                    complaint =>
                        complaint.Contains($"[{wrong}]", StringComparison.Ordinal)
                        && complaint.Contains("no_such_column", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public void Statement_with_a_table_that_is_not_there_is_complained_of()
    {
        using var schema = new SqlServerSchema();
        schema.Add("wrong", "SELECT id FROM no_such_table", []);
        Assert.Contains(
            schema.Complaints(),
            complaint => complaint.Contains("no_such_table", StringComparison.Ordinal)
        );
    }

    /// <summary>Types are the server's to convert; names are what is checked.</summary>
    private static IEnumerable<string> Parameters(string sql)
    {
        var variables = new VariableVisitor();
        SqlServerSchema.Parse(sql).Accept(variables);
        return variables.Names.Select(variable =>
            variable == "@rows" ? "@rows nvarchar(max)" : $"{variable} bigint"
        );
    }

    /// <summary>Last names of columns of the schema's tables.</summary>
    private sealed class ColumnVisitor : TSqlFragmentVisitor
    {
        public List<Identifier> Columns { get; } = [];

        public override void Visit(ColumnReferenceExpression node)
        {
            // What a set or a variable is made of is declared in the statement itself.
            if (
                node.MultiPartIdentifier is { } names
                && names.Identifiers[0].Value is not ("u" or "a" or "o")
            )
            {
                Columns.Add(names.Identifiers[^1]);
            }
        }
    }

    private sealed class VariableVisitor : TSqlFragmentVisitor
    {
        public SortedSet<string> Names { get; } = [];

        public override void Visit(VariableReference node)
        {
            if (node.Name.StartsWith("@p", StringComparison.Ordinal) || node.Name == "@rows")
            {
                Names.Add(node.Name);
            }
        }
    }
}
