using Microsoft.EntityFrameworkCore.Design;
using Yixun.Data.Server;

namespace Yixun.Data.PostgreSql;

/// <summary>For <c>dotnet ef migrations add --context PostgreSqlDbContext</c>; needs no server.</summary>
internal sealed class PostgreSqlDbContextDesignFactory : IDesignTimeDbContextFactory<PostgreSqlDbContext>
{
    public PostgreSqlDbContext CreateDbContext(string[] args)
    {
        using var database = new PostgreSqlDatabase(
            new ServerStoreOptions { ConnectionString = "Host=localhost;Database=design" }
        );
        return database.CreateContext();
    }
}
