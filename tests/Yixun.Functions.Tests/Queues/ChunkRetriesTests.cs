using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;
using Xunit;
using Yixun.Data.Store;
using Yixun.Functions.Health;
using Yixun.Functions.Hosting;
using Yixun.Functions.Queues;
using Yixun.Messaging;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Transport;

namespace Yixun.Functions.Tests.Queues;

public sealed class ChunkRetriesTests
{
    private readonly DelayedChunks _delayed = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Failures_delay_the_chunk_longer_each_time_and_the_last_is_left_to_the_host()
    {
        var retries = NewRetries(_delayed);
        byte[] chunk = [0, 7];
        foreach (var delay in QueueNames.RetryDelays)
        {
            await retries.RunAsync(QueueNames.Receipts, chunk, Fail, Token);

            var (queue, body, waited) = _delayed.Taken[^1];
            Assert.Equal((QueueNames.Receipts, delay), (queue, waited));
            Assert.Equal(_delayed.Taken.Count, ChunkAttempt.Of(body));
            Assert.Equal(7, body[1]);
            chunk = body;
        }

        await Assert.ThrowsAsync<TimeoutException>(() =>
            retries.RunAsync(QueueNames.Receipts, chunk, Fail, Token)
        );
        Assert.Equal(QueueNames.RetryDelays.Count, _delayed.Taken.Count);
    }

    [Fact]
    public async Task Database_that_is_away_uses_up_no_retry_and_delays_the_chunk_briefly_however_long_it_is_away()
    {
        var retries = NewRetries(_delayed);
        byte[] chunk = [0, 7];
        for (var time = 1; time <= 3 * QueueNames.RetryDelays.Count; time++)
        {
            await retries.RunAsync(
                QueueNames.Receipts,
                chunk,
                (_, _) => throw new StoreUnavailableException("The database is away."),
                Token
            );

            var (queue, body, waited) = _delayed.Taken[^1];
            Assert.Equal((QueueNames.Receipts, QueueNames.RetryDelays[0]), (queue, waited));
            Assert.Equal([0, 7], body);
            Assert.Equal(time, _delayed.Taken.Count);
            chunk = body;
        }
    }

    [Fact]
    public async Task What_succeeds_is_not_delayed()
    {
        await NewRetries(_delayed).RunAsync(QueueNames.Receipts, [0, 7], (_, _) => Task.CompletedTask, Token);

        Assert.Empty(_delayed.Taken);
    }

    [Fact]
    public async Task What_cannot_be_read_is_left_to_the_host_at_once()
    {
        await Assert.ThrowsAsync<ChunkFormatException>(() =>
            NewRetries(_delayed)
                .RunAsync(
                    QueueNames.Receipts,
                    [0, 7],
                    (_, _) => throw new ChunkFormatException("It does not open."),
                    Token
                )
        );

        Assert.Empty(_delayed.Taken);
    }

    [Fact]
    public async Task Where_nothing_can_wait_the_host_repeats()
    {
        await Assert.ThrowsAsync<TimeoutException>(() =>
            NewRetries(null).RunAsync(QueueNames.Receipts, [0, 7], Fail, Token)
        );
    }

    [Fact]
    public async Task Broker_that_is_away_leaves_the_chunk_to_the_host()
    {
        _delayed.Away = true;

        await Assert.ThrowsAsync<QueueUnavailableException>(() =>
            NewRetries(_delayed).RunAsync(QueueNames.Receipts, [0, 7], Fail, Token)
        );
    }

    [Fact]
    public void Every_fixed_queue_has_one_function()
    {
        var consumed = typeof(FunctionServices)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<RabbitMQTriggerAttribute>()?.QueueName)
            .OfType<string>();

        Assert.Equal(QueueNames.Fixed.Order(StringComparer.Ordinal), consumed.Order(StringComparer.Ordinal));
    }

    private static Task Fail(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken) =>
        throw new TimeoutException("Something does not answer.");

    private static ChunkRetries NewRetries(IDelayedPublisher? delayed) =>
        new(new RoadMetrics(Metrics.NewCustomRegistry()), NullLogger<ChunkRetries>.Instance, delayed);

    private sealed class DelayedChunks : IDelayedPublisher
    {
        public List<(string Queue, byte[] Body, TimeSpan Delay)> Taken { get; } = [];

        public bool Away { get; set; }

        public ValueTask PublishLaterAsync(
            string queue,
            ReadOnlyMemory<byte> body,
            TimeSpan delay,
            CancellationToken cancellationToken
        )
        {
            if (Away)
            {
                throw new QueueUnavailableException(queue, "the broker is away");
            }

            Taken.Add((queue, body.ToArray(), delay));
            return ValueTask.CompletedTask;
        }
    }
}
