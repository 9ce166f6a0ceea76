using Yixun.Data.Model;

namespace Yixun.Data.Sqlite;

/// <summary>
/// Lets one writer at a time to the file, in turn: the group-commit thread under load would otherwise starve
/// everybody else, because SQLite's own lock has no queue.
/// </summary>
internal sealed class SqliteWriteGate : IWriteGate, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public void Enter() => _gate.Wait();

    public Task EnterAsync(CancellationToken cancellationToken) => _gate.WaitAsync(cancellationToken);

    public void Leave() => _gate.Release();

    public void Dispose() => _gate.Dispose();
}
