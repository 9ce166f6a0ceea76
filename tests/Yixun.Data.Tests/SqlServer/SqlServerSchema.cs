using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Yixun.Data.Server;
using Yixun.Data.SqlServer;

namespace Yixun.Data.Tests.SqlServer;

/// <summary>
/// The tables that the migrations make, as the server's own tools model them, without a server. Statements are checked as
/// bodies of procedures: what they name must be there.
/// </summary>
internal sealed class SqlServerSchema : IDisposable
{
    private readonly TSqlModel _model = new(SqlServerVersion.Sql150, new TSqlModelOptions());

    public SqlServerSchema()
    {
        foreach (var definition in Definitions())
        {
            _model.AddObjects(definition);
        }
    }

    /// <summary>The whole script of the migrations.</summary>
    public static string Script { get; } = ReadScript();

    /// <summary>Statements of the script that make no table, index or partition.</summary>
    public static IReadOnlyList<string> OtherStatements { get; } = ReadOthers();

    public static SqlServerDatabase Database(string server = "127.0.0.1,1") =>
        new(new ServerStoreOptions { ConnectionString = $"Server={server};Database=none;Connect Timeout=2" });

    /// <summary>Parses text; fails on what is no T-SQL.</summary>
    public static TSqlFragment Parse(string sql)
    {
        var fragment = new TSql150Parser(initialQuotedIdentifiers: true).Parse(
            new StringReader(sql),
            out var errors
        );
        return errors.Count == 0
            ? fragment
            : throw new FormatException(
                $"{string.Join("; ", errors.Select(error => error.Message))} in: {sql}"
            );
    }

    /// <summary>Adds a statement.</summary>
    /// <param name="parameters">With their types, such as <c>@p1 bigint</c>.</param>
    public void Add(string name, string sql, IEnumerable<string> parameters)
    {
        Parse(sql);
        _model.AddObjects($"CREATE PROCEDURE [{name}] {string.Join(", ", parameters)} AS\n{sql};");
    }

    /// <returns>What is wrong with the schema and the statements; warnings too.</returns>
    public List<string> Complaints() => [.. _model.Validate().Select(message => message.ToString())];

    public void Dispose() => _model.Dispose();

    private static string ReadScript()
    {
        using var database = Database();
        using var context = database.CreateContext();
        return context.GetService<IMigrator>().GenerateScript();
    }

    private static List<string> Definitions()
    {
        var visitor = new DefinitionVisitor();
        Parse(Script).Accept(visitor);
        return visitor.Definitions.ConvertAll(Text);
    }

    private static List<string> ReadOthers()
    {
        var script = (TSqlScript)Parse(Script);
        return
        [
            .. script
                .Batches.SelectMany(batch => batch.Statements)
                .Where(statement =>
                    statement
                        is not (
                            CreateTableStatement
                            or CreateIndexStatement
                            or CreatePartitionFunctionStatement
                            or CreatePartitionSchemeStatement
                        )
                )
                .Select(Text),
        ];
    }

    private static string Text(TSqlFragment fragment) =>
        string.Concat(
            fragment
                .ScriptTokenStream.Skip(fragment.FirstTokenIndex)
                .Take(fragment.LastTokenIndex - fragment.FirstTokenIndex + 1)
                .Select(token => token.Text)
        );

    private sealed class DefinitionVisitor : TSqlFragmentVisitor
    {
        public List<TSqlFragment> Definitions { get; } = [];

        public override void Visit(CreateTableStatement node) => Definitions.Add(node);

        public override void Visit(CreatePartitionFunctionStatement node) => Definitions.Add(node);

        public override void Visit(CreatePartitionSchemeStatement node) => Definitions.Add(node);

        public override void Visit(CreateIndexStatement node) => Definitions.Add(node);
    }
}
