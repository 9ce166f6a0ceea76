using Microsoft.EntityFrameworkCore;
using Yixun.Data.Server;

namespace Yixun.Data.PostgreSql;

/// <summary>The model as PostgreSQL stores it, and what its migrations belong to.</summary>
internal sealed class PostgreSqlDbContext(DbContextOptions<PostgreSqlDbContext> options)
    : ServerDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        // Octet by octet, whatever the server's locale: lists page by key, and an index outlives an update of the locale.
        configurationBuilder.Properties<string>().UseCollation("C");
    }
}
