using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace Yixun.Data.Tests.SqlServer;

/// <summary>What the server would complain of only when it runs a statement.</summary>
public sealed class StatementRuleTests
{
    public static TheoryData<string> Names => [.. StatementTests.Statements.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Statement_that_passes_locked_rows_by_reads_with_locks(string name)
    {
        var rules = Visit(StatementTests.Statements[name]);
        Assert.All(
            rules.Hints.Where(hints => hints.Contains(TableHintKind.ReadPast)),
            hints => Assert.Contains(TableHintKind.ReadCommittedLock, hints)
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Statement_that_compares_text_of_its_set_names_the_collation(string name) =>
        Assert.Empty(Visit(StatementTests.Statements[name]).Unnamed);

    [Fact]
    public void Statement_that_breaks_a_rule_is_found()
    {
        var rules = Visit(
            "SELECT m.id FROM OPENJSON(@rows) WITH (channel_id nvarchar(128) '$[0]', id bigint '$[1]') u "
                + "INNER LOOP JOIN messages m WITH (READPAST) ON m.channel_id = u.channel_id AND m.id = u.id"
        );
        Assert.Equal(["channel_id"], rules.Unnamed);
        Assert.DoesNotContain(TableHintKind.ReadCommittedLock, Assert.Single(rules.Hints));
    }

    private static RuleVisitor Visit(string sql)
    {
        var rules = new RuleVisitor();
        SqlServerSchema.Parse(sql).Accept(rules);
        return rules;
    }

    private sealed class RuleVisitor : TSqlFragmentVisitor
    {
        private readonly HashSet<string> _texts = [];
        private readonly List<ColumnReferenceExpression> _compared = [];

        /// <summary>Those of each table that has some.</summary>
        public List<List<TableHintKind>> Hints { get; } = [];

        /// <summary>Columns of a set's text that are compared without a collation.</summary>
        public IEnumerable<string> Unnamed =>
            _compared
                .Where(column => column.Collation is null)
                .Select(column => column.MultiPartIdentifier.Identifiers[^1].Value)
                .Where(_texts.Contains);

        public override void Visit(NamedTableReference node)
        {
            if (node.TableHints.Count > 0)
            {
                Hints.Add([.. node.TableHints.Select(hint => hint.HintKind)]);
            }
        }

        public override void Visit(OpenJsonTableReference node) =>
            _texts.UnionWith(
                node.SchemaDeclarationItems.Select(item => item.ColumnDefinition)
                    .Where(column =>
                        column.DataType
                            is SqlDataTypeReference
                            {
                                SqlDataTypeOption: SqlDataTypeOption.NVarChar or SqlDataTypeOption.VarChar
                            }
                    )
                    .Select(column => column.ColumnIdentifier.Value)
            );

        public override void Visit(BooleanComparisonExpression node)
        {
            foreach (var side in new[] { node.FirstExpression, node.SecondExpression })
            {
                if (
                    side is ColumnReferenceExpression
                    {
                        MultiPartIdentifier.Identifiers: [{ Value: "u" }, _]
                    } column
                )
                {
                    _compared.Add(column);
                }
            }
        }
    }
}
