using RabbitMQ.Client;

namespace Yixun.Messaging.RabbitMq;

/// <summary>
/// How the queues are declared: durable quorum queues with a delivery limit and at-least-once dead-lettering, for which
/// an overflow that refuses rather than drops is needed.
/// </summary>
internal static class RabbitMqDeclaration
{
    /// <summary>Where the broker sends rejected chunks; routes them to the dead-letter queue of the queue they were on.</summary>
    public const string DeadLetterExchange = "yixun.dead";

    /// <summary>Routes straight to the queue that a chunk's routing key names (AMQP 0-9-1, the default exchange).</summary>
    private const string DefaultExchange = "";

    /// <summary>The exchange whose chunks wait for the delay, whatever queue they are for.</summary>
    public static string RetryExchangeOf(TimeSpan delay) => "yixun." + QueueNames.Retry(delay);

    public static async Task DeclareAsync(
        IChannel channel,
        string queue,
        int deliveryLimit,
        CancellationToken cancellationToken
    )
    {
        var dead = QueueNames.DeadLetterOf(queue);
        await DeclareExchangeAsync(channel, DeadLetterExchange, ExchangeType.Direct, cancellationToken)
            .ConfigureAwait(false);
        await DeclareQueueAsync(channel, dead, [], cancellationToken).ConfigureAwait(false);
        await channel
            .QueueBindAsync(dead, DeadLetterExchange, queue, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        await DeclareQueueAsync(
                channel,
                queue,
                new Dictionary<string, object?>
                {
                    ["x-dead-letter-exchange"] = DeadLetterExchange,
                    ["x-dead-letter-routing-key"] = queue,
                    ["x-dead-letter-strategy"] = "at-least-once",
                    ["x-overflow"] = "reject-publish",
                    ["x-delivery-limit"] = deliveryLimit,
                },
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>
    /// A queue that nobody consumes: what is in it for the delay goes on to the queue that it was published for, because
    /// it keeps its routing key.
    /// </summary>
    public static async Task DeclareRetryAsync(
        IChannel channel,
        TimeSpan delay,
        CancellationToken cancellationToken
    )
    {
        var queue = QueueNames.Retry(delay);
        var exchange = RetryExchangeOf(delay);
        await DeclareExchangeAsync(channel, exchange, ExchangeType.Fanout, cancellationToken)
            .ConfigureAwait(false);
        await DeclareQueueAsync(
                channel,
                queue,
                new Dictionary<string, object?>
                {
                    ["x-message-ttl"] = (long)delay.TotalMilliseconds,
                    ["x-dead-letter-exchange"] = DefaultExchange,
                    ["x-dead-letter-strategy"] = "at-least-once",
                    ["x-overflow"] = "reject-publish",
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        await channel
            .QueueBindAsync(queue, exchange, routingKey: "", cancellationToken: cancellationToken)
            .ConfigureAwait(false);
    }

    private static Task DeclareExchangeAsync(
        IChannel channel,
        string exchange,
        string type,
        CancellationToken cancellationToken
    ) => channel.ExchangeDeclareAsync(exchange, type, durable: true, cancellationToken: cancellationToken);

    private static Task<QueueDeclareOk> DeclareQueueAsync(
        IChannel channel,
        string queue,
        Dictionary<string, object?> arguments,
        CancellationToken cancellationToken
    )
    {
        arguments["x-queue-type"] = "quorum";
        return channel.QueueDeclareAsync(
            queue,
            durable: true,
            exclusive: false,
            autoDelete: false,
            arguments,
            cancellationToken: cancellationToken
        );
    }
}
