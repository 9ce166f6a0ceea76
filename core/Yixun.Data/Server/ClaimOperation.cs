using Yixun.Data.Writing;

namespace Yixun.Data.Server;

/// <summary>Messages of a channel to be claimed for an owner.</summary>
internal sealed class ClaimOperation(string channelId, IReadOnlyList<long> messageIds, long owner)
    : StoreOperation<bool[]>(WriteKind.Claim, messageIds.Count)
{
    public string ChannelId { get; } = channelId;

    public IReadOnlyList<long> MessageIds { get; } = messageIds;

    public long Owner { get; } = owner;
}
