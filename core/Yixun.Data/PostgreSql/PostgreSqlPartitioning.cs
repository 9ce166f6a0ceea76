using Microsoft.EntityFrameworkCore.Migrations;
using Yixun.Data.Partitions;

namespace Yixun.Data.PostgreSql;

/// <summary>What EF Core can't say of a table.</summary>
internal static class PostgreSqlPartitioning
{
    /// <summary>
    /// Makes an empty table that was just made one of partitions: the server can't change a table into one. What belongs to
    /// no month's partition is kept by the default one, so an insert never fails for want of a partition.
    /// </summary>
    public static void PartitionByMonth(this MigrationBuilder migration, string name)
    {
        var table = PartitionedTable.Of(name) ?? throw new ArgumentOutOfRangeException(nameof(name));
        migration.Sql($"ALTER TABLE {name} RENAME TO {name}_whole;");
        migration.Sql(
            $"CREATE TABLE {name} (LIKE {name}_whole INCLUDING ALL EXCLUDING INDEXES) PARTITION BY RANGE ({table.Key});"
        );
        migration.Sql($"DROP TABLE {name}_whole;");
        migration.Sql($"ALTER TABLE {name} ADD CONSTRAINT \"PK_{name}\" PRIMARY KEY ({table.PrimaryKey});");
        migration.Sql($"CREATE TABLE {PostgreSqlMonths.DefaultOf(name)} PARTITION OF {name} DEFAULT;");
    }
}
