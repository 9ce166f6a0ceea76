namespace Yixun.Data.Server;

/// <summary>
/// Writes new rows by the database's own bulk path: for each row its values in the order of the target's columns.
/// </summary>
internal abstract class CopyWriter : IAsyncDisposable
{
    public abstract ValueTask StartRowAsync();

    public abstract ValueTask WriteAsync(short value);

    public abstract ValueTask WriteAsync(int value);

    public abstract ValueTask WriteAsync(int? value);

    public abstract ValueTask WriteAsync(long value);

    public abstract ValueTask WriteAsync(long? value);

    public abstract ValueTask WriteAsync(string? value);

    public abstract ValueTask WriteAsync(byte[]? value);

    /// <summary>All rows are written, as a part of the open transaction.</summary>
    public abstract Task CompleteAsync();

    public abstract ValueTask DisposeAsync();
}
