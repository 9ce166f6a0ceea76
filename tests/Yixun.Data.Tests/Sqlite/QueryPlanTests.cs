using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Data.Sqlite;
using Yixun.Data.Store;
using Yixun.Data.Tests.Conformance;
using Yixun.Data.Writing;

namespace Yixun.Data.Tests.Sqlite;

/// <summary>No statement of the main road reads a whole table that grows.</summary>
public sealed partial class QueryPlanTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Statements_of_the_store_find_their_rows_by_index()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        await EveryStatement.UseAsync(store);
        var statements = await store.Writer.RunAsync(
            WriteKind.Other,
            WriteUrgency.Moving,
            0,
            cache => cache.Texts.Where(sql => !ControlStatement().IsMatch(sql)).ToArray(),
            Cancellation
        );
        Assert.Contains(statements, sql => sql.StartsWith("INSERT INTO mms_links", StringComparison.Ordinal));
        // Fewer would mean that a method of the store was not called above.
        Assert.True(statements.Length >= 25, $"{statements.Length} statements");

        await using var connection = new SqliteConnection(store.Database.ConnectionString);
        await connection.OpenAsync(Cancellation);
        foreach (var sql in statements)
        {
            foreach (var step in await PlanAsync(connection, sql))
            {
                Assert.False(GrowingTableScanned().IsMatch(step), $"{step}: {sql}");
                Assert.False(step.Contains("AUTOMATIC", StringComparison.Ordinal), $"{step}: {sql}");
            }
        }
    }

    private static async Task<List<string>> PlanAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        // The provider wants a value for every parameter; the plan does not depend on it.
        command.CommandText = "EXPLAIN QUERY PLAN " + Placeholder().Replace(sql, "$p");
        command.Parameters.AddWithValue("$p", 1);
        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }

    [GeneratedRegex("^(BEGIN|COMMIT|ROLLBACK)")]
    private static partial Regex ControlStatement();

    [GeneratedRegex(
        @"^SCAN (m|messages|message_segments|b|batches|client_keys|parked_reports|mms_parts|mms_fallbacks|mms_links)\b"
    )]
    private static partial Regex GrowingTableScanned();

    [GeneratedRegex(@"\?")]
    private static partial Regex Placeholder();
}
