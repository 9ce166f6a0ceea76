using Yixun.Data.Writing;

namespace Yixun.Data.Server;

/// <summary>One call of the store: run inside a shared transaction, completed when that is durable.</summary>
/// <param name="kind">For the meters.</param>
/// <param name="rows">Roughly how many rows it touches.</param>
internal abstract class StoreOperation(WriteKind kind, int rows)
{
    public WriteKind Kind { get; } = kind;

    public int Rows { get; } = rows;

    /// <summary>Until when it waits for a server that is away; null: it does not.</summary>
    public long? WaitsUntil { get; set; }

    /// <summary>Its caller has been told.</summary>
    public abstract bool IsOver { get; }

    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <inheritdoc cref="StoreOperation"/>
internal abstract class StoreOperation<T>(WriteKind kind, int rows) : StoreOperation(kind, rows)
{
    private readonly TaskCompletionSource<T> _completion = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    public Task<T> Task => _completion.Task;

    /// <summary>Set by every run in a transaction; a later run overwrites it.</summary>
    public T Result { get; set; } = default!;

    public override bool IsOver => _completion.Task.IsCompleted;

    public override void Complete() => _completion.SetResult(Result);

    public override void Fail(Exception exception) => _completion.SetException(exception);
}
