using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yixun.Data.Hosting;
using Yixun.Data.Leases;
using Yixun.Data.Model;
using Yixun.Data.Numbers;
using Yixun.Data.Store;
using Yixun.Data.Writing;

namespace Yixun.Data.Sqlite;

/// <summary>Registers the SQLite implementation.</summary>
public static class SqliteServices
{
    /// <param name="database">Migrated already; the caller disposes it.</param>
    public static IServiceCollection AddSqliteStore(
        this IServiceCollection services,
        SqliteDatabase database,
        SqliteStoreOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(database);
        services.AddSingleton<IYixunDatabase>(database);
        services.AddSingleton(provider => new SqliteWriter(
            database,
            provider.GetRequiredService<ILogger<SqliteWriter>>(),
            options.MaximumWaitingRows,
            space: new FreeSpace(database.Path, (long)options.MinimumFreeMegabytes << 20)
        ));
        services.AddSingleton<IStoreWriter>(provider => provider.GetRequiredService<SqliteWriter>());
        services.AddSingleton<IMessageStore, SqliteMessageStore>();
        services.AddSingleton<INumberPlanStore, SqliteNumberPlanStore>();
        services.AddHostedService(provider => new PhoneIndexer(
            database,
            provider.GetRequiredService<SqliteWriter>(),
            provider.GetRequiredService<ILogger<PhoneIndexer>>()
        ));
        services.AddSingleton<LeaseStore>();
        services.AddSingleton<IDbContextFactory<YixunDbContext>>(new ContextFactory(database));
        return services;
    }

    private sealed class ContextFactory(SqliteDatabase database) : IDbContextFactory<YixunDbContext>
    {
        public YixunDbContext CreateDbContext() => database.CreateContext();
    }
}
