using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Update;
using Yixun.Data.Partitions;

namespace Yixun.Data.SqlServer;

/// <summary>
/// Puts the message tables on the partition scheme when migrations make them; their indexes follow by themselves. One
/// function serves all of them, so that a month begins and ends in all at once.
/// </summary>
internal sealed class SqlServerPartitioning(
    MigrationsSqlGeneratorDependencies dependencies,
    ICommandBatchPreparer commandBatchPreparer
) : SqlServerMigrationsSqlGenerator(dependencies, commandBatchPreparer)
{
    public const string Function = "yixun_months";
    public const string Scheme = "yixun_by_month";

    /// <summary>Without a month yet: one range holds every id.</summary>
    public const string CreateFunction =
        $"CREATE PARTITION FUNCTION {Function} (bigint) AS RANGE RIGHT FOR VALUES ();";

    public const string CreateScheme =
        $"CREATE PARTITION SCHEME {Scheme} AS PARTITION {Function} ALL TO ([PRIMARY]);";

    protected override void Generate(
        CreateTableOperation operation,
        IModel? model,
        MigrationCommandListBuilder builder,
        bool terminate = true
    )
    {
        if (PartitionedTable.Of(operation.Name) is not { } table)
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        base.Generate(operation, model, builder, terminate: false);
        builder
            .Append($" ON {Scheme}({table.Key})")
            .AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
        EndStatement(builder);
    }
}
