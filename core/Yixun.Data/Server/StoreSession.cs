using System.Data;
using System.Data.Common;

namespace Yixun.Data.Server;

/// <summary>
/// A connection to a database server on which the store's statements run, with that product's SQL. One transaction at a
/// time; disposing closes it, and rolls back what was not committed.
/// </summary>
internal abstract class StoreSession(DbConnection connection, StoreSql sql) : IAsyncDisposable
{
    public StoreSql Sql { get; } = sql;

    public abstract bool IsOpen { get; }

    /// <summary>Begins a transaction; disposing it without <see cref="DbTransaction.CommitAsync"/> rolls it back.</summary>
    public async Task<DbTransaction> BeginAsync(CancellationToken cancellationToken) =>
        Transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

    /// <summary>A statement of the open transaction, or of its own where there is none.</summary>
    public abstract StoreStatement Statement(string text);

    /// <summary>Begins to write new rows; nothing is written before <see cref="CopyWriter.CompleteAsync"/>.</summary>
    public abstract Task<CopyWriter> CopyAsync(CopyTarget target);

    /// <summary>A carrier's or caller's word as the database holds and compares it.</summary>
    public virtual string Word(string text) => StorableText.Of(text);

    /// <inheritdoc cref="Word"/>
    public string? WordOrNull(string? text) => text is null ? null : Word(text);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>The newest; it may be over.</summary>
    protected DbTransaction? Transaction { get; private set; }
}
