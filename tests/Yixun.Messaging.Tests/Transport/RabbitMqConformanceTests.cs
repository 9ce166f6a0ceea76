using Xunit;
using Yixun.Messaging.RabbitMq;
using Yixun.Messaging.Transport;

namespace Yixun.Messaging.Tests.Transport;

[Collection(RabbitMqCollection.Name)]
public sealed class RabbitMqConformanceTests(RabbitMqBroker broker) : TransportConformance, IAsyncDisposable
{
    private readonly RabbitMqQueues _queues = new(
        new RabbitMqOptions { Uri = broker.Uri },
        TimeProvider.System
    );

    protected override IQueuePublisher Publisher => _queues;

    protected override IQueueConsumerFactory Consumers => _queues;

    protected override IQueueTopology Topology => _queues;

    public ValueTask DisposeAsync() => _queues.DisposeAsync();
}
