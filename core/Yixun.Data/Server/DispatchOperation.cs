using Yixun.Data.Store;
using Yixun.Data.Writing;

namespace Yixun.Data.Server;

/// <summary>Dispatch decisions to be applied.</summary>
internal sealed class DispatchOperation(IReadOnlyList<DispatchUpdate> updates, DateTimeOffset now)
    : StoreOperation<bool[]>(WriteKind.Dispatch, updates.Count)
{
    public IReadOnlyList<DispatchUpdate> Updates { get; } = updates;

    /// <summary>Unix milliseconds.</summary>
    public long Now { get; } = now.ToUnixTimeMilliseconds();
}
