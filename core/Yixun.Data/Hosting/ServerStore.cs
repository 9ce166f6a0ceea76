using Microsoft.Extensions.DependencyInjection;
using Yixun.Data.PostgreSql;

namespace Yixun.Data.Hosting;

/// <summary>Registers the store of a database that several processes share.</summary>
public static class ServerStore
{
    /// <exception cref="ArgumentException">The settings name no such database.</exception>
    public static IServiceCollection AddServerStore(this IServiceCollection services, DatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Provider switch
        {
            "postgresql" when options.ConnectionString.Length > 0 => services.AddPostgreSqlStore(
                new PostgreSqlStoreOptions { ConnectionString = options.ConnectionString }
            ),
            "postgresql" => throw new ArgumentException("Yixun:Database:ConnectionString is missing."),
            _ => throw new ArgumentException(
                $"Yixun:Database:Provider is postgresql where several processes share a database, not '{options.Provider}'."
            ),
        };
    }
}
