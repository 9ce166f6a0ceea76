using Microsoft.EntityFrameworkCore.Design;
using Yixun.Data.Model;

namespace Yixun.Data.Sqlite;

/// <summary>For <c>dotnet ef migrations add</c>.</summary>
internal sealed class YixunDbContextDesignFactory : IDesignTimeDbContextFactory<YixunDbContext>
{
    public YixunDbContext CreateDbContext(string[] args) => new SqliteDatabase("design.db").CreateContext();
}
