using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Data.Channels;
using Yixun.Data.Tests.Sqlite;

namespace Yixun.Data.Tests.Channels;

public sealed partial class ChannelLoadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CountActive_countsWhatWaitsOnTheChannel_andStopsAtTheLimit()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        var ids = await store.AcceptAsync(10);
        await store.DispatchAsync(MessageState.Queued, ids[..6]);
        await store.DispatchAsync(MessageState.Queued, ids[6..8], "other");
        await store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, ids[..2], 1, Cancellation);
        var load = new ChannelLoad(store);

        Assert.Equal(6, await load.CountActiveAsync(TemporaryStore.Channel, 100, Cancellation));
        Assert.Equal(5, await load.CountActiveAsync(TemporaryStore.Channel, 5, Cancellation));
        Assert.Equal(2, await load.CountActiveAsync("other", 100, Cancellation));
        Assert.Equal(0, await load.CountActiveAsync("third", 100, Cancellation));
    }

    [Fact]
    public async Task ReadQueued_tellsHowManyWaitAndSinceWhen_withinTheSample()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        var ids = await store.AcceptAsync(10);
        await store.DispatchAsync(MessageState.Queued, ids[..6]);
        await store.DispatchAsync(MessageState.Queued, ids[6..], "other");
        var load = new ChannelLoad(store);

        var all = await load.ReadQueuedAsync(100, Cancellation);
        var few = await load.ReadQueuedAsync(8, Cancellation);

        Assert.Equal(
            [
                new QueuedLoad(TemporaryStore.Channel, Lane.Care, 6, ids[0]),
                new QueuedLoad("other", Lane.Care, 4, ids[6]),
            ],
            all.OrderBy(one => one.OldestId)
        );
        Assert.Equal([6, 2], few.OrderBy(one => one.OldestId).Select(one => one.Messages));
    }

    [Fact]
    public async Task Questions_readTheIndexOfActiveMessages()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        await using var context = store.CreateDbContext();
        foreach (
            var query in new[]
            {
                ChannelLoad.Active(context, MessageState.Queued, "mobile-1").Take(5),
                ChannelLoad.OldestQueued(context, 5),
            }
        )
        {
            var plan = await PlanAsync(store.Database.ConnectionString, query.ToQueryString());

            Assert.Contains(plan, step => step.Contains("ix_messages_active", StringComparison.Ordinal));
            Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        }
    }

    private static async Task<List<string>> PlanAsync(string connectionString, string sql)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText =
            "EXPLAIN QUERY PLAN "
            + string.Join(
                '\n',
                sql.Split('\n').Where(line => !line.StartsWith(".param", StringComparison.Ordinal))
            );
        foreach (var name in Parameter().Matches(command.CommandText).Select(match => match.Value).Distinct())
        {
            command.Parameters.AddWithValue(name, 3);
        }

        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var steps = new List<string>();
        while (await reader.ReadAsync(Cancellation))
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();
}
