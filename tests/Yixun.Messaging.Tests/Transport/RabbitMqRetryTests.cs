using System.Diagnostics;
using System.Text;
using Xunit;
using Yixun.Messaging.RabbitMq;
using Yixun.Messaging.Transport;

namespace Yixun.Messaging.Tests.Transport;

/// <summary>Delay queues of a real broker, and how every queue is declared.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class RabbitMqRetryTests(RabbitMqBroker broker) : IAsyncDisposable
{
    private readonly RabbitMqQueues _queues = new(
        new RabbitMqOptions { Uri = broker.Uri },
        TimeProvider.System
    );

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PublishLater_gives_the_chunk_to_its_queue_after_the_delay()
    {
        var queue = "test." + Guid.NewGuid().ToString("N");
        var delay = QueueNames.RetryDelays[0];
        await _queues.DeclareAsync(queue, Token);
        await _queues.DeclareRetriesAsync(Token);
        await _queues.DeclareRetriesAsync(Token);
        await using var receiver = await _queues.OpenAsync(queue, 1, Token);
        var clock = Stopwatch.StartNew();

        await _queues.PublishLaterAsync(queue, Encoding.UTF8.GetBytes("a"), delay, Token);

        Assert.Equal(1, (await _queues.GetStatusAsync(QueueNames.Retry(delay), Token))!.Value.Depth);
        var delivery = await receiver.ReceiveAsync(Token);
        Assert.Equal("a", Encoding.UTF8.GetString(delivery.Body.Span));
        Assert.False(delivery.Redelivered);
        // The broker's clock and this one differ by less than this.
        Assert.InRange(clock.Elapsed, delay - TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        await delivery.AcknowledgeAsync();
        Assert.Equal(0, (await _queues.GetStatusAsync(QueueNames.Retry(delay), Token))!.Value.Depth);
    }

    [Fact]
    public async Task Every_queue_is_a_quorum_queue_with_a_way_for_dead_letters()
    {
        foreach (var queue in QueueNames.All(["declared"]))
        {
            await _queues.DeclareAsync(queue, Token);
        }

        await _queues.DeclareRetriesAsync(Token);

        var said = await broker.ControlAsync(
            Token,
            "list_queues",
            "-q",
            "--no-table-headers",
            "name",
            "type",
            "arguments"
        );
        var queues = said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .ToDictionary(line => line[0], line => (Type: line[1], Arguments: line[2]));
        foreach (var queue in QueueNames.All(["declared"]))
        {
            var (type, arguments) = queues[queue];
            Assert.Equal("quorum", type);
            Assert.Contains(
                "{\"x-dead-letter-exchange\",\"yixun.dead\"}",
                arguments,
                StringComparison.Ordinal
            );
            Assert.Contains("{\"x-delivery-limit\",20}", arguments, StringComparison.Ordinal);
            Assert.Equal("quorum", queues[QueueNames.DeadLetterOf(queue)].Type);
        }

        foreach (var delay in QueueNames.RetryDelays)
        {
            var (type, arguments) = queues[QueueNames.Retry(delay)];
            Assert.Equal("quorum", type);
            // rabbitmqctl shows an empty word as [].
            Assert.Contains("{\"x-dead-letter-exchange\",[]}", arguments, StringComparison.Ordinal);
            Assert.Contains(
                $"{{\"x-message-ttl\",{(long)delay.TotalMilliseconds}}}",
                arguments,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public async Task PublishLater_while_the_delay_queue_is_missing_throws_QueueUnavailableException() =>
        await Assert.ThrowsAsync<QueueUnavailableException>(() =>
            _queues.PublishLaterAsync("nowhere", new byte[1], TimeSpan.FromDays(3), Token).AsTask()
        );

    public ValueTask DisposeAsync() => _queues.DisposeAsync();
}
