using Xunit;

namespace Yixun.Messaging.Tests.Transport;

/// <summary>Tests that share one broker; they run one after another, as some take it away.</summary>
[CollectionDefinition(Name)]
public sealed class RabbitMqCollection : ICollectionFixture<RabbitMqBroker>
{
    public const string Name = "RabbitMQ";
}
