using Yixun.Data.Writing;

namespace Yixun.Data.Server;

/// <summary>An operation that is rare enough to be run by itself inside the shared transaction.</summary>
/// <param name="work">May be run more than once; touches the database and its own result only.</param>
internal sealed class SingleOperation<T>(WriteKind kind, int rows, Func<StoreSession, Task<T>> work)
    : StoreOperation<T>(kind, rows),
        ISingleOperation
{
    public async Task RunAsync(StoreSession session) => Result = await work(session);
}
