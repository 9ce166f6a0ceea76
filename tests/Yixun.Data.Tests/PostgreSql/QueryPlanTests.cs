using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Data.PostgreSql;
using Yixun.Data.Server;
using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.PostgreSql;

/// <summary>No statement of the main road reads a whole table that grows: the plans that the server really used.</summary>
public sealed partial class QueryPlanTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Statements_of_the_store_find_their_rows_by_index(bool filled)
    {
        await using var server = await PostgreSqlServer.StartAsync(
            "fsync=off",
            "session_preload_libraries=auto_explain",
            "auto_explain.log_min_duration=0",
            "auto_explain.log_level=LOG"
        );
        await server.ExecuteAsync("CREATE DATABASE yixun");
        var connectionString = server.ConnectionString("yixun");
        using (
            var database = new PostgreSqlDatabase(
                new ServerStoreOptions { ConnectionString = connectionString }
            )
        )
        {
            await database.MigrateAsync(Cancellation);
        }

        await using var store = new TemporaryPostgreSqlStore(connectionString);
        if (filled)
        {
            await FillAsync(store);
        }

        var before = (await server.ReadLogAsync()).Length;
        await EveryStatement.UseAsync(store);
        await store.ReadAsync(context => context.MessagesOfPhone(1, 2).ToListAsync(Cancellation));
        var plans = Plan().Split((await server.ReadLogAsync())[before..])[1..];
        var statements = plans.Select(plan => plan.Split('\n')[0]).Distinct().ToList();
        Assert.Contains(statements, sql => sql.StartsWith("INSERT INTO mms_links", StringComparison.Ordinal));
        // Fewer would mean that a method of the store was not called, or that the server explained nothing.
        Assert.True(statements.Count >= 20, string.Join('\n', statements));
        Assert.All(plans, plan => Assert.DoesNotMatch(GrowingTableScanned(), plan));
        // What looks for messages that are not over reads those alone, in order; the primary key has that order too.
        var active = plans.Where(plan => plan.Contains("state < 10", StringComparison.Ordinal)).ToList();
        Assert.True(active.Count >= 3, $"{active.Count} plans");
        Assert.All(active, plan => Assert.Contains("ix_messages_active", plan, StringComparison.Ordinal));
    }

    private static async Task FillAsync(TemporaryPostgreSqlStore store)
    {
        for (var batch = 0; batch < 10; batch++)
        {
            await store.AppendAsync(store.NewBatch(2_000));
        }

        // As most are after a while.
        await store.ExecuteAsync("UPDATE messages SET state = 34, channel_id = 'mobile-1'");
        await store.ExecuteAsync(
            "INSERT INTO message_segments SELECT id, 1, 1, 'mobile-1', 'x' || id, NULL, 'DELIVRD', 1, 2, NULL FROM messages"
        );
        await store.ExecuteAsync("ANALYZE");
    }

    [GeneratedRegex(@"LOG:  duration: [^\n]*plan:\n\s*Query Text: ")]
    private static partial Regex Plan();

    [GeneratedRegex(
        @"Seq Scan on (messages|message_segments|batches|client_keys|parked_reports|mms_parts|mms_fallbacks|mms_links)\b"
    )]
    private static partial Regex GrowingTableScanned();
}
