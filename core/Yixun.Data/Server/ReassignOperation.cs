using Yixun.Data.Store;
using Yixun.Data.Writing;

namespace Yixun.Data.Server;

/// <summary>Messages that wait on a channel, to be moved to others.</summary>
internal sealed class ReassignOperation(string fromChannelId, IReadOnlyList<Reassignment> updates)
    : StoreOperation<bool[]>(WriteKind.Dispatch, updates.Count)
{
    public string FromChannelId { get; } = fromChannelId;

    public IReadOnlyList<Reassignment> Updates { get; } = updates;
}
