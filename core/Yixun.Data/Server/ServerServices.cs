using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Yixun.Data.Hosting;
using Yixun.Data.Leases;
using Yixun.Data.Model;
using Yixun.Data.Numbers;
using Yixun.Data.Store;
using Yixun.Data.Writing;

namespace Yixun.Data.Server;

/// <summary>Registers the store on a database server.</summary>
internal static class ServerServices
{
    /// <param name="open">The database; disposed with the container.</param>
    public static IServiceCollection AddServerStore<TDatabase>(
        this IServiceCollection services,
        ServerStoreOptions options,
        Func<ServerStoreOptions, TDatabase> open
    )
        where TDatabase : class, IServerDatabase
    {
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => open(options));
        services.AddSingleton<IYixunDatabase>(provider => provider.GetRequiredService<TDatabase>());
        services.AddSingleton(provider => new ServerWriters(
            provider.GetRequiredService<TDatabase>(),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ServerWriters>>()
        ));
        services.AddSingleton<IStoreWriter>(provider => provider.GetRequiredService<ServerWriters>());
        services.AddSingleton<IMessageStore, ServerMessageStore>();
        services.AddSingleton<INumberPlanStore>(provider => new ServerNumberPlanStore(
            provider.GetRequiredService<TDatabase>()
        ));
        services.AddSingleton<LeaseStore>();
        services.AddSingleton<IDbContextFactory<YixunDbContext>>(provider => new ContextFactory(
            provider.GetRequiredService<TDatabase>()
        ));
        return services;
    }

    private sealed class ContextFactory(IServerDatabase database) : IDbContextFactory<YixunDbContext>
    {
        public YixunDbContext CreateDbContext() => database.CreateContext();
    }
}
