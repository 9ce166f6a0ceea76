using Yixun.Messaging.Transport;

namespace Yixun.Functions.Runtime.Tests.Queues;

/// <summary>Remembers the prefetch that a receiver was opened with.</summary>
internal sealed class PrefetchSpy(IQueueConsumerFactory inner) : IQueueConsumerFactory
{
    public int Prefetch { get; private set; }

    public ValueTask<IQueueReceiver> OpenAsync(
        string queue,
        ushort prefetch,
        CancellationToken cancellationToken
    )
    {
        Prefetch = prefetch;
        return inner.OpenAsync(queue, prefetch, cancellationToken);
    }
}
