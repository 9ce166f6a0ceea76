using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Yixun.Data.Leases;
using Yixun.Data.Model;
using Yixun.Data.Numbers;
using Yixun.Data.Store;

namespace Yixun.Data.PostgreSql;

/// <summary>Registers the PostgreSQL implementation.</summary>
public static class PostgreSqlServices
{
    /// <summary>The database must have been migrated; a process that serves does not migrate.</summary>
    public static IServiceCollection AddPostgreSqlStore(
        this IServiceCollection services,
        PostgreSqlStoreOptions options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new PostgreSqlDatabase(options));
        services.AddSingleton(provider => new PostgreSqlWriters(
            provider.GetRequiredService<PostgreSqlDatabase>(),
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PostgreSqlWriters>>()
        ));
        services.AddSingleton<IMessageStore, PostgreSqlMessageStore>();
        services.AddSingleton<INumberPlanStore, PostgreSqlNumberPlanStore>();
        services.AddSingleton<LeaseStore>();
        services.AddSingleton<IDbContextFactory<YixunDbContext>>(provider => new ContextFactory(
            provider.GetRequiredService<PostgreSqlDatabase>()
        ));
        return services;
    }

    private sealed class ContextFactory(PostgreSqlDatabase database) : IDbContextFactory<YixunDbContext>
    {
        public YixunDbContext CreateDbContext() => database.CreateContext();
    }
}
