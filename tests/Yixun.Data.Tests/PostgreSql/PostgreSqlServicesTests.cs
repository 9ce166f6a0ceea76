using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Yixun.Core.Numbers;
using Yixun.Data.Leases;
using Yixun.Data.Model;
using Yixun.Data.Numbers;
using Yixun.Data.PostgreSql;
using Yixun.Data.Server;
using Yixun.Data.Store;

namespace Yixun.Data.Tests.PostgreSql;

public sealed class PostgreSqlServicesTests(PostgreSqlStores stores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddPostgreSqlStore_gives_a_store_leases_and_contexts_on_one_database()
    {
        await using var other = await stores.CreateStoreAsync();
        await using var provider = new ServiceCollection()
            .AddLogging()
            .AddPostgreSqlStore(new ServerStoreOptions { ConnectionString = other.ConnectionString })
            .BuildServiceProvider();
        var batch = other.NewBatch(2);
        await provider.GetRequiredService<IMessageStore>().AppendAsync(batch, Cancellation);
        var leases = provider.GetRequiredService<LeaseStore>();
        Assert.Equal(0, await leases.TakeNodeAsync(1, TimeSpan.FromSeconds(30), Cancellation));

        var plan = provider.GetRequiredService<INumberPlanStore>();
        await plan.PutAsync([new NumberSegment("134", Carrier.Mobile, NumberSegmentKind.Own)], Cancellation);

        await using var context = await provider
            .GetRequiredService<IDbContextFactory<YixunDbContext>>()
            .CreateDbContextAsync(Cancellation);
        Assert.Equal(2, await context.Messages.CountAsync(Cancellation));
        Assert.Equal(batch.Id, (await context.Batches.SingleAsync(Cancellation)).Id);
        Assert.Equal("134", (await context.NumberSegments.SingleAsync(Cancellation)).Prefix);
        Assert.Equal(1, await other.ReadAsync(database => database.Leases.CountAsync(Cancellation)));
    }
}
