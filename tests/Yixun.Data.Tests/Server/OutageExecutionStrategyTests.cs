using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Xunit;
using Yixun.Data.Server;
using Yixun.Data.Store;
using Yixun.Data.Tests.PostgreSql;

namespace Yixun.Data.Tests.Server;

/// <summary>What becomes of what EF Core asks a server for when that does not let it.</summary>
public sealed class OutageExecutionStrategyTests(PostgreSqlStores stores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ExecuteAsync_in_others_way_is_run_again()
    {
        await using var store = await stores.CreateStoreAsync();
        await using var context = store.CreateDbContext();
        Assert.Equal(3, await RunAsync(context, new Conflict(), times: 2));
        Assert.Equal(2, await RunAsync(context, new DbUpdateException("", new Conflict()), times: 1));
    }

    [Fact]
    public async Task ExecuteAsync_in_others_way_for_ever_ends_with_what_it_met()
    {
        await using var store = await stores.CreateStoreAsync();
        await using var context = store.CreateDbContext();
        await Assert.ThrowsAsync<Conflict>(() => RunAsync(context, new Conflict(), times: 100));
    }

    [Fact]
    public async Task ExecuteAsync_in_a_transaction_of_the_callers_is_run_once()
    {
        await using var store = await stores.CreateStoreAsync();
        await using var context = store.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(Cancellation);
        await Assert.ThrowsAsync<Conflict>(() => RunAsync(context, new Conflict(), times: 1));
    }

    [Fact]
    public async Task ExecuteAsync_without_the_server_says_that_the_store_is_unavailable()
    {
        await using var store = await stores.CreateStoreAsync();
        await using var context = store.CreateDbContext();
        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            RunAsync(context, new IOException(), times: 1)
        );
    }

    /// <returns>How often it was run until it was done.</returns>
    private static Task<int> RunAsync(DbContext context, Exception failure, int times)
    {
        var strategy = new OutageExecutionStrategy(
            context.GetService<ExecutionStrategyDependencies>(),
            new Faults()
        );
        var runs = 0;
        return strategy.ExecuteAsync(
            0,
            (_, _, _) => ++runs > times ? Task.FromResult(runs) : Task.FromException<int>(failure),
            null,
            Cancellation
        );
    }

    private sealed class Conflict : Exception;

    private sealed class Faults : ServerFaults
    {
        public override bool IsConflict(Exception exception) => exception is Conflict;

        public override bool IsStorageFault(Exception exception) => false;

        public override bool IsRolledBack(Exception exception) => false;

        protected override bool? IsServersOutage(Exception exception) => null;
    }
}
