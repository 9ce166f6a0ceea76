using System.Text;

namespace Yixun.Messaging.RabbitMq;

/// <summary>How to reach the broker.</summary>
public sealed record RabbitMqOptions
{
    /// <summary>Setting with the broker's AMQP URI, a secret; queue triggers refer to it by this name.</summary>
    public const string SettingName = "RabbitMq";

    /// <summary>
    /// <c>amqp://user:password@host:port/vhost</c>, or <c>amqps</c>. A secret: it is absent from <see cref="object.ToString"/>.
    /// </summary>
    public required Uri Uri { get; init; }

    /// <summary>Name of the connections, as operators see it at the broker.</summary>
    public string ConnectionName { get; init; } = "yixun";

    /// <summary>Publishes that may wait for the broker's confirm at once; further ones wait for their turn.</summary>
    public int MaxOutstandingConfirms { get; init; } = 1024;

    /// <summary>
    /// How long a publish may take in all (a place among the outstanding ones, a connection, the confirm) before it is
    /// given up as unavailable.
    /// </summary>
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>See <see cref="Transport.IQueuePublisher.GatherTime"/>.</summary>
    public TimeSpan GatherTime { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>How long one attempt to connect may take, and every request to the broker.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Pause between attempts to reach a broker that is away. During the pause publishes fail at once.
    /// </summary>
    public TimeSpan ReconnectInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Deliveries of a chunk that ended with its consumer's connection (a crash), after which the broker makes it a dead
    /// letter. Failures that the consumer survives are counted by <see cref="Transport.QueueDelivery.Requeues"/> instead.
    /// </summary>
    public int DeliveryLimit { get; init; } = 20;

    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Host = ").Append(Uri?.Host).Append(", ConnectionName = ").Append(ConnectionName);
        return true;
    }
}
