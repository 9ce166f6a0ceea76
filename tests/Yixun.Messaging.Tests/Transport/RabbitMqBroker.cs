using Xunit;
using Yixun.RealParts;

namespace Yixun.Messaging.Tests.Transport;

/// <summary>A real broker for as long as the tests run.</summary>
public sealed class RabbitMqBroker : RabbitMqServer, IAsyncLifetime;
