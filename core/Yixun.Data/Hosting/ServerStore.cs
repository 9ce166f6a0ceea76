using Microsoft.Extensions.DependencyInjection;
using Yixun.Data.PostgreSql;
using Yixun.Data.Server;
using Yixun.Data.SqlServer;

namespace Yixun.Data.Hosting;

/// <summary>Registers the store of a database that several processes share.</summary>
public static class ServerStore
{
    /// <exception cref="ArgumentException">The settings name no such database.</exception>
    public static IServiceCollection AddServerStore(this IServiceCollection services, DatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = new ServerStoreOptions { ConnectionString = options.ConnectionString };
        return options.Provider switch
        {
            "postgresql" or "sqlserver" when options.ConnectionString.Length == 0 =>
                throw new ArgumentException("Yixun:Database:ConnectionString is missing."),
            "postgresql" => services.AddPostgreSqlStore(settings),
            "sqlserver" => services.AddSqlServerStore(settings),
            _ => throw new ArgumentException(
                $"Yixun:Database:Provider is postgresql or sqlserver where several processes share a database, not '{options.Provider}'."
            ),
        };
    }
}
