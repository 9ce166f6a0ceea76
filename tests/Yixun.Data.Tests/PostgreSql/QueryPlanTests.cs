using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Data.Partitions;
using Yixun.Data.PostgreSql;
using Yixun.Data.Server;
using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.PostgreSql;

/// <summary>No statement of the main road reads a whole table that grows: the plans that the server really used.</summary>
public sealed partial class QueryPlanTests
{
    private static readonly MessageMonth November = new((2026 * 12) + 10);

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
            "auto_explain.log_level=LOG",
            "auto_explain.log_analyze=on",
            "auto_explain.log_timing=off"
        );
        await server.ExecuteAsync("CREATE DATABASE yixun");
        var connectionString = server.ConnectionString("yixun");
        using (
            var database = new PostgreSqlDatabase(
                new ServerStoreOptions { ConnectionString = connectionString },
                new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero))
            )
        )
        {
            await database.MigrateAsync(Cancellation);
            for (var ago = 1; ago <= 6; ago++)
            {
                await database.Partitions.CreateAsync(November.Add(-ago), Cancellation);
            }
        }

        await using var store = new TemporaryPostgreSqlStore(connectionString);
        if (filled)
        {
            await FillAsync(store);
        }

        var before = (await server.ReadLogAsync()).Length;
        await EveryStatement.UseAsync(store);
        var recent = await store.SubmitAsync(2);
        await store.ApplyAsync(Segments.Accepted(recent[0]), Segments.Accepted(recent[1]));
        await store.ApplyAsync(Segments.Report(recent[0]), Segments.Report(recent[1]));
        await store.ReadAsync(context => context.MessagesOfPhone(1, 2).ToListAsync(Cancellation));
        var (first, end) = (November.FirstId, November.EndId);
        await store.ReadAsync(context =>
            context
                .Messages.Where(message => message.Id >= first && message.Id < end)
                .OrderByDescending(message => message.Id)
                .Take(50)
                .ToListAsync(Cancellation)
        );
        var plans = Plan().Split((await server.ReadLogAsync())[before..])[1..];
        var statements = plans.Select(plan => plan.Split('\n')[0]).Distinct().ToList();
        Assert.Contains(statements, sql => sql.StartsWith("INSERT INTO mms_links", StringComparison.Ordinal));
        // Fewer would mean that a method of the store was not called, or that the server explained nothing.
        Assert.True(statements.Count >= 20, string.Join('\n', statements));
        Assert.All(plans, plan => Assert.DoesNotMatch(GrowingTableScanned(), plan));
        AssertPruned(plans);
        // A join that compares all rows of a state, or between two ids, with all of a set costs their product.
        Assert.All(
            plans.Where(plan => plan.StartsWith("UPDATE", StringComparison.Ordinal)),
            plan => Assert.DoesNotContain("Rows Removed by Join Filter", plan, StringComparison.Ordinal)
        );
        // What looks for messages that are not over reads those alone, in order; the primary key has that order too.
        var active = plans.Where(plan => plan.Contains("state < 10", StringComparison.Ordinal)).ToList();
        Assert.True(active.Count >= 3, $"{active.Count} plans");
        Assert.All(
            active,
            plan => Assert.Matches("ix_messages_active|messages_[0-9a-z_]+_state_id_idx", plan)
        );
    }

    /// <summary>A statement about messages of one month opens no other month, although its plan was made for all.</summary>
    private static void AssertPruned(string[] plans)
    {
        string[] byId =
        [
            "UPDATE messages m SET state = u.state, carrier",
            "UPDATE messages m SET state = 4",
            "UPDATE messages m SET channel_id",
            "UPDATE messages m SET content_cipher",
            "UPDATE messages SET state = 3, owner = NULL WHERE id = ANY",
            "UPDATE messages SET state = 32",
            "UPDATE messages SET state = 30",
            "UPDATE messages SET due_at = NULL",
        ];
        foreach (var statement in byId)
        {
            var found = plans.Where(plan => plan.StartsWith(statement, StringComparison.Ordinal)).ToList();
            Assert.True(found.Count > 0, statement);
            Assert.All(found, plan => Assert.All(MonthsOf(plan), month => Assert.Equal("2026_11", month)));
        }

        var record = plans.Single(plan => plan.Contains("ORDER BY m.id DESC", StringComparison.Ordinal));
        Assert.Equal(["2026_11"], MonthsOf(record));
        // What a set of messages of several months needs, that is opened; these come with one that is years older, too.
        string[] alsoOld =
        [
            "SELECT id, state, lane",
            "SELECT message_id, idx",
            "UPDATE messages m SET state = u.state, reason",
            "UPDATE message_segments s SET",
        ];
        foreach (var statement in alsoOld)
        {
            Assert.Contains(
                plans,
                plan =>
                    plan.StartsWith(statement, StringComparison.Ordinal)
                    && MonthsOf(plan) is { Count: > 0 } months
                    && months.All(month => month == "2026_11")
            );
        }

        // A report is looked for in the last days first.
        var reports = plans.Where(plan =>
            plan.StartsWith("SELECT message_id, channel_id", StringComparison.Ordinal)
        );
        Assert.Contains(reports, plan => MonthsOf(plan).Min(StringComparer.Ordinal) == "2026_11");
        Assert.All(reports, plan => Assert.DoesNotContain("2026_06", MonthsOf(plan)));
    }

    /// <summary>Months whose rows a plan looked for.</summary>
    private static List<string> MonthsOf(string plan) =>
        [
            .. plan.Split('\n')
                .Where(line => !line.Contains("never executed", StringComparison.Ordinal))
                .SelectMany(line => MonthScanned().Matches(line))
                .Select(match => match.Groups[1].Value)
                .Distinct(),
        ];

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

    [GeneratedRegex(@"Scan [^\n]*\bon (?:messages|message_segments)_(\w+)")]
    private static partial Regex MonthScanned();

    [GeneratedRegex(@"LOG:  duration: [^\n]*plan:\n\s*Query Text: ")]
    private static partial Regex Plan();

    [GeneratedRegex(
        @"Seq Scan on (messages|message_segments|batches|client_keys|parked_reports|mms_parts|mms_fallbacks|mms_links)(_2026_11)?\b"
    )]
    private static partial Regex GrowingTableScanned();
}
