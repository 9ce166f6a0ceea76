using Yixun.Data.Sqlite;
using Yixun.Functions.Health;

namespace Yixun.Standalone;

/// <summary>The database's writer can make things durable, and its disk has room for more.</summary>
internal sealed class WriterReadiness(SqliteWriter writer) : IReadinessCheck
{
    public string Name => "writer";

    public Task<string?> CheckAsync(CancellationToken cancellationToken) =>
        Task.FromResult(
            writer.Failure?.Message ?? (writer.HasSpace ? null : "the disk of the database is almost full")
        );
}
