using Microsoft.Extensions.DependencyInjection;
using Yixun.Data.Server;

namespace Yixun.Data.PostgreSql;

/// <summary>Registers the PostgreSQL implementation.</summary>
public static class PostgreSqlServices
{
    /// <summary>The database must have been migrated; a process that serves does not migrate.</summary>
    public static IServiceCollection AddPostgreSqlStore(
        this IServiceCollection services,
        ServerStoreOptions options
    ) => services.AddServerStore(options, settings => new PostgreSqlDatabase(settings));
}
