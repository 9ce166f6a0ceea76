using Microsoft.Extensions.DependencyInjection;
using Yixun.Data.Server;

namespace Yixun.Data.SqlServer;

/// <summary>Registers the SQL Server implementation.</summary>
public static class SqlServerServices
{
    /// <summary>The database must have been migrated; a process that serves does not migrate.</summary>
    public static IServiceCollection AddSqlServerStore(
        this IServiceCollection services,
        ServerStoreOptions options
    ) => services.AddServerStore(options, settings => new SqlServerDatabase(settings));
}
