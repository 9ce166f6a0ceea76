using Yixun.Data.Writing;

namespace Yixun.Data.Sqlite;

/// <summary>One call of the writer: run inside a transaction, completed when that is durable.</summary>
/// <param name="kind">For the meters.</param>
/// <param name="rows">Roughly how many rows it touches.</param>
internal abstract class WriteOperation(WriteKind kind, int rows)
{
    public WriteKind Kind { get; } = kind;

    public int Rows { get; } = rows;

    public abstract void Execute(SqliteStatementCache statements);

    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <inheritdoc cref="WriteOperation"/>
internal sealed class WriteOperation<T>(
    WriteKind kind,
    int rows,
    Func<SqliteStatementCache, T> work,
    Action<int> finished
) : WriteOperation(kind, rows)
{
    private readonly TaskCompletionSource<T> _completion = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private T _result = default!;

    public Task<T> Task => _completion.Task;

    public override void Execute(SqliteStatementCache statements) => _result = work(statements);

    public override void Complete()
    {
        finished(Rows);
        _completion.SetResult(_result);
    }

    public override void Fail(Exception exception)
    {
        finished(Rows);
        _completion.SetException(exception);
    }
}
