using Yixun.Messaging.Transport;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>
/// Keeps a delivery unsettled until every message in it is claimed or dropped: what is claimed stands in the database, so
/// the queue may forget it then.
/// </summary>
internal sealed class ChunkHold(QueueDelivery delivery, int messages)
{
    private int _open = messages;

    /// <summary>One message less to wait for.</summary>
    public ValueTask SettleOneAsync() =>
        Interlocked.Decrement(ref _open) == 0 ? delivery.AcknowledgeAsync() : ValueTask.CompletedTask;
}
