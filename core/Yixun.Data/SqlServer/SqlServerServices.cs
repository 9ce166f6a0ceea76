using Microsoft.Extensions.DependencyInjection;
using Yixun.Data.Server;

namespace Yixun.Data.SqlServer;

/// <summary>Registers the SQL Server implementation.</summary>
public static class SqlServerServices
{
    /// <summary>The database must have been migrated; a process that serves does not migrate.</summary>
    /// <exception cref="NotSupportedException">See <see cref="SqlServerDatabase.CanConnect"/>.</exception>
    public static IServiceCollection AddSqlServerStore(
        this IServiceCollection services,
        ServerStoreOptions options
    ) =>
        SqlServerDatabase.CanConnect
            ? services.AddServerStore(options, settings => new SqlServerDatabase(settings))
            : throw new NotSupportedException(
                "SQL Server needs a build with InvariantGlobalization=false, and ICU."
            );
}
