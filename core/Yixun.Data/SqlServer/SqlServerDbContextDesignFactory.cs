using Microsoft.EntityFrameworkCore.Design;
using Yixun.Data.Server;

namespace Yixun.Data.SqlServer;

/// <summary>For <c>dotnet ef migrations add --context SqlServerDbContext</c>; needs no server.</summary>
internal sealed class SqlServerDbContextDesignFactory : IDesignTimeDbContextFactory<SqlServerDbContext>
{
    public SqlServerDbContext CreateDbContext(string[] args)
    {
        using var database = new SqlServerDatabase(
            new ServerStoreOptions { ConnectionString = "Server=localhost;Database=design" }
        );
        return database.CreateContext();
    }
}
