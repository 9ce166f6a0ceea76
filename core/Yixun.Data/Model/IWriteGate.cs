namespace Yixun.Data.Model;

/// <summary>Where a context waits for its turn to write, for a database that takes one writer at a time.</summary>
internal interface IWriteGate
{
    Task EnterAsync(CancellationToken cancellationToken);

    /// <summary>Once for every <see cref="EnterAsync"/> that completed.</summary>
    void Leave();
}
