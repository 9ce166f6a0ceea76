using Npgsql;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Data.Partitions;
using Yixun.Data.PostgreSql;
using Yixun.Data.Server;
using Yixun.Data.Tests.Conformance;

namespace Yixun.Data.Tests.PostgreSql;

public sealed class RetentionTests(PostgreSqlStores stores) : RetentionConformance(stores)
{
    private readonly PostgreSqlStores _stores = stores;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ApplyAsync_makes_the_present_month_and_three_ahead()
    {
        await using var store = await _stores.CreateStoreAsync();
        store.Time.Advance(TimeSpan.FromDays(365));
        Assert.Equal(
            ["2027-11", "2027-12", "2028-01", "2028-02"],
            (await Partitions(store).PlanAsync(Cancellation)).Missing.Select(month => month.ToString())
        );
        await Partitions(store).ApplyAsync(Cancellation);
        Assert.Empty(await Partitions(store).MissingAsync(Cancellation));
    }

    [Fact]
    public async Task ApplyAsync_several_at_once_make_and_drop_each_month_once()
    {
        await using var store = await _stores.CreateStoreAsync();
        await store.Store.FailAsync(await store.AcceptAsync(10), "x", store.Now, Cancellation);
        store.Time.Advance(TimeSpan.FromDays(300));
        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => Task.Run(() => Partitions(store).ApplyAsync(Cancellation), Cancellation))
        );
        var plan = await Partitions(store).PlanAsync(Cancellation);
        Assert.Empty(plan.Missing);
        Assert.Empty(plan.Past);
    }

    [Fact]
    public async Task Message_beyond_the_last_month_is_kept_and_moves_into_its_month_once_that_is_made()
    {
        await using var store = await _stores.CreateStoreAsync();
        store.Time.Advance(TimeSpan.FromDays(1000));
        var ids = await store.SubmitAsync(3);
        await store.ApplyAsync(Segments.Accepted(ids[0]));
        Assert.Equal(3, await ScalarAsync(store, "SELECT count(*) FROM messages_default"));

        await Partitions(store).ApplyAsync(Cancellation);

        Assert.Equal(0, await ScalarAsync(store, "SELECT count(*) FROM messages_default"));
        var name = PostgreSqlMonths.NameOf("messages", MessageMonth.Of(store.Now));
        Assert.Equal(3, await ScalarAsync(store, $"SELECT count(*) FROM {name}"));
        Assert.Equal(
            [MessageState.Submitted, MessageState.Submitting, MessageState.Submitting],
            await store.StatesAsync(ids)
        );
    }

    [Fact]
    public async Task ApplyAsync_account_that_owns_nothing_is_told_so()
    {
        await using var store = await _stores.CreateStoreAsync();
        var role = $"serving_{Guid.NewGuid():N}";
        await store.ExecuteAsync($"CREATE ROLE {role} LOGIN; GRANT pg_read_all_data TO {role}");
        using var database = new PostgreSqlDatabase(
            new ServerStoreOptions
            {
                ConnectionString = new NpgsqlConnectionStringBuilder(store.ConnectionString)
                {
                    Username = role,
                }.ToString(),
            }
        );
        store.Time.Advance(TimeSpan.FromDays(365));
        var partitions = new MessagePartitions(database, new RetentionOptions(), store.Time);
        Assert.False(await partitions.MayChangeAsync(Cancellation));
        await Assert.ThrowsAsync<PartitionRightException>(() => partitions.ApplyAsync(Cancellation));
        Assert.True(await Partitions(store).MayChangeAsync(Cancellation));
    }

    [Fact]
    public async Task ReadSizesAsync_tells_each_month_and_what_is_outside()
    {
        await using var store = await _stores.CreateStoreAsync();
        await Partitions(store).ApplyAsync(Cancellation);
        await store.AcceptAsync(1_000);
        await store.ExecuteAsync("ANALYZE");
        var sizes = await store.Database.Partitions.ReadSizesAsync(Cancellation);
        var november = sizes.Single(size => size.Month?.ToString() == "2026-11");
        Assert.Equal(1_000, november.Messages);
        Assert.True(november.Octets > sizes.Single(size => size.Month is null).Octets);
    }

    private static async Task<long> ScalarAsync(TemporaryPostgreSqlStore store, string sql)
    {
        await using var connection = new NpgsqlConnection(store.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
