using System.Data;
using System.Text.Json;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;
using Yixun.Core.Numbers;
using Yixun.Data.PostgreSql;
using Yixun.Data.Server;
using Yixun.Data.Tests.Conformance;
using Yixun.Data.Tests.PostgreSql;

namespace Yixun.Data.Tests.SqlServer;

/// <summary>The commands that the store sends while everything is asked of it: parameters fit their statements.</summary>
public sealed class CommandTests(PostgreSqlStores stores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_of_every_operation_bring_what_their_statements_name()
    {
        var commands = (await CaptureAsync()).Commands;
        // The last is told the same as KeepCommit; it is asked only after a connection was lost in COMMIT.
        Assert.Equal(
            StatementTests.Statements.Keys.Order(StringComparer.Ordinal),
            commands
                .Select(command => command.Name)
                .Append(nameof(StoreSql.KeepMissingCommit))
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
        Assert.All(commands, command => AssertFits(command.Command));
    }

    [Fact]
    public async Task Commands_of_every_operation_are_known_to_the_schema_with_the_types_of_their_values()
    {
        using var schema = new SqlServerSchema();
        foreach (var (name, command) in (await CaptureAsync()).Commands.DistinctBy(command => command.Name))
        {
            schema.Add(name, command.CommandText, SqlParameters.Declarations(command));
        }

        Assert.Empty(schema.Complaints());
    }

    [Fact]
    public async Task New_rows_of_every_operation_fit_the_columns_of_their_tables()
    {
        // Where every message repeats one of before, nothing is left to write.
        var copies = (await CaptureAsync()).Copies.Where(copy => copy.Rows.Rows.Count > 0).ToList();
        Assert.Equal(
            StatementTests.Targets.Select(target => target.Table).Order(StringComparer.Ordinal),
            copies.Select(copy => copy.Target.Table).Distinct().Order(StringComparer.Ordinal)
        );
        using var database = SqlServerSchema.Database();
        await using var context = database.CreateContext();
        var tables = context
            .GetService<IDesignTimeModel>()
            .Model.GetRelationalModel()
            .Tables.ToDictionary(table => table.Name);
        foreach (var (target, rows) in copies)
        {
            Assert.Equal(target.Columns, rows.Columns.Cast<DataColumn>().Select(column => column.ColumnName));
            Assert.All(
                rows.Columns.Cast<DataColumn>(),
                column => AssertFits(tables[target.Table].FindColumn(column.ColumnName)!, column, rows)
            );
        }
    }

    private static void AssertFits(IColumn column, DataColumn sent, DataTable rows)
    {
        var type = column.StoreType.Split('(')[0] switch
        {
            "smallint" => typeof(short),
            "int" => typeof(int),
            "bigint" => typeof(long),
            "nvarchar" => typeof(string),
            "varbinary" => typeof(byte[]),
            var other => throw new NotSupportedException(other),
        };
        Assert.Equal(type, sent.DataType);
        Assert.True(column.IsNullable || rows.Rows.Cast<DataRow>().All(row => !row.IsNull(sent)));
    }

    private async Task<CapturingDatabase> CaptureAsync()
    {
        var options = new ServerStoreOptions
        {
            ConnectionString = await stores.CreateDatabaseAsync(),
            WriterConnections = 2,
        };
        using var database = new PostgreSqlDatabase(options);
        var capturing = new CapturingDatabase(options.ConnectionString, database);
        var writers = new ServerWriters(
            capturing,
            options,
            TimeProvider.System,
            NullLogger<ServerWriters>.Instance
        );
        await using (var store = new CapturingStore(capturing, writers))
        {
            await EveryStatement.UseAsync(store);
            var ids = await store.SubmitAsync();
            await store.ApplyAsync(Segments.Accepted(ids[0]));
            await store.ReportAsync(Segments.Unmatched(ids[0]));
            await store.NumberPlan.PutAsync(
                [new NumberSegment("134", Carrier.Mobile, NumberSegmentKind.Own)],
                Cancellation
            );
            await store.NumberPlan.RemoveAsync("134", Cancellation);
        }

        return capturing;
    }

    private static void AssertFits(SqlCommand command)
    {
        var text = SqlServerSchema.Parse(command.CommandText);
        var named = new NameVisitor();
        text.Accept(named);
        Assert.Equal(
            named.Parameters,
            command.Parameters.Cast<SqlParameter>().Select(parameter => parameter.ParameterName).ToHashSet()
        );
        if (!command.Parameters.Contains("@rows"))
        {
            return;
        }

        Assert.NotEmpty(named.Sets);
        using var rows = JsonDocument.Parse((string)command.Parameters["@rows"].Value);
        foreach (var row in rows.RootElement.EnumerateArray())
        {
            Assert.All(named.Sets, columns => AssertFits(columns, row));
        }
    }

    private static void AssertFits(IReadOnlyList<(string Path, bool IsText)> columns, JsonElement row)
    {
        Assert.Equal(
            Enumerable.Range(0, row.GetArrayLength()).Select(index => $"$[{index}]"),
            columns.Select(column => column.Path)
        );
        for (var index = 0; index < columns.Count; index++)
        {
            var kind = row[index].ValueKind;
            Assert.True(
                kind == JsonValueKind.Null
                    || kind == (columns[index].IsText ? JsonValueKind.String : JsonValueKind.Number)
            );
        }
    }

    private sealed class NameVisitor : TSqlFragmentVisitor
    {
        public HashSet<string> Parameters { get; } = [];

        public List<IReadOnlyList<(string Path, bool IsText)>> Sets { get; } = [];

        public override void Visit(VariableReference node)
        {
            if (node.Name == "@rows" || node.Name.StartsWith("@p", StringComparison.Ordinal))
            {
                Parameters.Add(node.Name);
            }
        }

        public override void Visit(OpenJsonTableReference node) =>
            Sets.Add([
                .. node.SchemaDeclarationItems.Select(item =>
                    (
                        ((StringLiteral)item.Mapping).Value,
                        ((SqlDataTypeReference)item.ColumnDefinition.DataType).SqlDataTypeOption
                            is SqlDataTypeOption.NVarChar
                                or SqlDataTypeOption.VarChar
                    )
                ),
            ]);
    }
}
