using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Data.PostgreSql;
using Yixun.Data.Server;
using Yixun.Data.Store;

namespace Yixun.Data.Tests.PostgreSql;

public sealed class PostgreSqlDatabaseTests(PostgreSqlStores stores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MigrateAsync_from_several_processes_at_once_makes_every_table_once()
    {
        var connectionString = await stores.CreateEmptyDatabaseAsync();
        var databases = Enumerable.Range(0, 4).Select(_ => Database(connectionString)).ToArray();
        await Task.WhenAll(
            databases.Select(database => Task.Run(() => database.MigrateAsync(Cancellation), Cancellation))
        );

        await using var context = databases[0].CreateContext();
        var tables = await context
            .Database.SqlQueryRaw<string>(
                "SELECT tablename AS \"Value\" FROM pg_tables WHERE schemaname = 'public'"
            )
            .ToListAsync(Cancellation);
        var modelled = context.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).ToHashSet();
        Assert.Superset(modelled, tables.ToHashSet());
        Assert.DoesNotContain("phone_tail", tables);
        Assert.Equal(
            context.Database.GetMigrations(),
            await context.Database.GetAppliedMigrationsAsync(Cancellation)
        );
        Array.ForEach(databases, database => database.Dispose());
    }

    [Fact]
    public async Task MigrateAsync_again_keeps_rows()
    {
        await using var store = await stores.CreateStoreAsync();
        var ids = await store.AcceptAsync(3);
        await store.Database.MigrateAsync(Cancellation);
        Assert.All(await store.StatesAsync(ids), state => Assert.Equal(MessageState.Accepted, state));
    }

    [Fact]
    public void Model_compared_with_the_snapshot_has_no_pending_changes()
    {
        using var database = Database("Host=127.0.0.1;Database=none");
        using var context = database.CreateContext();
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task MigrateAsync_database_that_is_not_there_says_which_and_no_password()
    {
        var settings = new NpgsqlConnectionStringBuilder(await stores.CreateDatabaseAsync())
        {
            Database = "missing",
            Password = "s3cret",
        };
        using var database = Database(settings.ToString());
        var exception = await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            database.MigrateAsync(Cancellation)
        );
        Assert.Contains("missing on 127.0.0.1", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Context_while_the_server_is_away_says_that_the_store_is_unavailable()
    {
        // Nobody listens there.
        using var database = Database("Host=127.0.0.1;Port=1;Database=none;Username=yixun");
        await using var context = database.CreateContext();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => context.Messages.CountAsync(Cancellation));
        context.Leases.Add(new Model.LeaseEntity { Name = "timer:x", Token = 1 });
        await Assert.ThrowsAsync<StoreUnavailableException>(() => context.SaveChangesAsync(Cancellation));
    }

    [Fact]
    public async Task MessagesOfPhone_finds_all_and_no_others()
    {
        await using var store = await stores.CreateStoreAsync();
        var ids = await store.AcceptAsync(250);
        var phone = ids[0] % 100;
        var expected = ids.Where(id => id % 100 == phone).ToList();
        Assert.Equal(expected, await FindAsync(store, phone, 0));
        Assert.Equal(expected[1..], await FindAsync(store, phone, expected[0]));
        Assert.Empty(await FindAsync(store, 12_345, 0));
    }

    [Fact]
    public async Task MessagesOfPhones_finds_those_of_each_and_no_others()
    {
        await using var store = await stores.CreateStoreAsync();
        var ids = await store.AcceptAsync(250);
        long[] phones = [ids[0] % 100, ids[1] % 100];
        var found = await store.ReadAsync(context =>
            context.MessagesOfPhones(phones, ids[0]).ToListAsync(Cancellation)
        );
        Assert.Equal(
            ids.Where(id => phones.Contains(id % 100) && id > ids[0]),
            found.Select(row => row.MessageId).Order()
        );
        Assert.All(found, row => Assert.Equal(row.MessageId % 100, row.PhoneHash));
    }

    [Fact]
    public async Task TakeNodeAsync_many_processes_at_once_get_numbers_of_their_own()
    {
        await using var store = await stores.CreateStoreAsync();
        var nodes = await Task.WhenAll(
            Enumerable
                .Range(1, 8)
                .Select(token =>
                    Task.Run(
                        () => store.Leases.TakeNodeAsync(token, TimeSpan.FromSeconds(30), Cancellation),
                        Cancellation
                    )
                )
        );
        Assert.Equal(8, nodes.Distinct().Count());
    }

    private static PostgreSqlDatabase Database(string connectionString) =>
        new(new ServerStoreOptions { ConnectionString = connectionString });

    private static Task<List<long>> FindAsync(TemporaryStore store, long phone, long after) =>
        store.ReadAsync(context =>
            context
                .MessagesOfPhone(phone, after)
                .OrderBy(message => message.Id)
                .Select(message => message.Id)
                .ToListAsync(Cancellation)
        );
}
