using System.Text;
using System.Threading.Channels;
using Xunit;
using Yixun.Messaging.RabbitMq;
using Yixun.Messaging.Transport;

namespace Yixun.Messaging.Tests.Transport;

/// <summary>What happens when the broker goes away, comes back, or takes nothing.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class RabbitMqOutageTests : IAsyncDisposable
{
    private readonly RabbitMqBroker _broker;
    private readonly CutWire _wire;
    private readonly RabbitMqQueues _queues;
    private readonly Channel<RabbitMqConsumerChange> _changes =
        Channel.CreateUnbounded<RabbitMqConsumerChange>();
    private readonly string _queue = "test." + Guid.NewGuid().ToString("N");

    public RabbitMqOutageTests(RabbitMqBroker broker)
    {
        _broker = broker;
        _wire = new CutWire(broker.EndPoint);
        _queues = new RabbitMqQueues(
            new RabbitMqOptions
            {
                Uri = new Uri($"amqp://guest:guest@127.0.0.1:{_wire.Port}/"),
                ReconnectInterval = TimeSpan.FromMilliseconds(50),
                PublishTimeout = TimeSpan.FromSeconds(5),
            },
            TimeProvider.System
        );
        _queues.ConsumerChanged += (_, change) => _changes.Writer.TryWrite(change);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_while_the_broker_is_away_throws_and_works_again_afterwards()
    {
        await _queues.DeclareAsync(_queue, Token);
        await PublishAsync("a");
        _wire.Cut();

        await Assert.ThrowsAsync<QueueUnavailableException>(() => PublishAsync("b"));
        await Assert.ThrowsAsync<QueueUnavailableException>(() => PublishAsync("c"));
        await Assert.ThrowsAsync<QueueUnavailableException>(() =>
            _queues.GetStatusAsync(_queue, Token).AsTask()
        );
        await Assert.ThrowsAsync<QueueUnavailableException>(() =>
            _queues.OpenAsync(_queue, 1, Token).AsTask()
        );

        _wire.Join();
        await EventuallyAsync(() => PublishAsync("d"));
    }

    [Fact]
    public async Task Receiver_comes_back_by_itself_and_deliveries_of_before_are_void()
    {
        await _queues.DeclareAsync(_queue, Token);
        await using var receiver = await _queues.OpenAsync(_queue, 2, Token);
        await PublishAsync("a");
        await PublishAsync("b");
        var before = await receiver.ReceiveAsync(Token);

        _wire.Cut();
        Assert.False((await _changes.Reader.ReadAsync(Token)).IsConsuming);
        await before.AcknowledgeAsync();
        _wire.Join();
        while (!(await _changes.Reader.ReadAsync(Token)).IsConsuming) { }

        var again = await receiver.ReceiveAsync(Token);
        Assert.Equal("a", Encoding.UTF8.GetString(again.Body.Span));
        Assert.True(again.Redelivered);
        await before.RejectAsync();
        await again.AcknowledgeAsync();
        var second = await receiver.ReceiveAsync(Token);
        Assert.Equal("b", Encoding.UTF8.GetString(second.Body.Span));
        await second.AcknowledgeAsync();
        Assert.Equal(0, (await _queues.GetStatusAsync(_queue, Token))!.Value.Depth);
    }

    [Fact]
    public async Task Receiver_comes_back_when_its_queue_is_deleted_and_declared_again()
    {
        await _queues.DeclareAsync(_queue, Token);
        await using var receiver = await _queues.OpenAsync(_queue, 1, Token);

        await _broker.ControlAsync(TestContext.Current.CancellationToken, "delete_queue", _queue);
        Assert.False((await _changes.Reader.ReadAsync(Token)).IsConsuming);
        await _queues.DeclareAsync(_queue, Token);
        await PublishAsync("a");

        Assert.Equal("a", Encoding.UTF8.GetString((await receiver.ReceiveAsync(Token)).Body.Span));
    }

    [Fact]
    public async Task Dispose_while_the_broker_is_away_ends()
    {
        await _queues.DeclareAsync(_queue, Token);
        var receiver = await _queues.OpenAsync(_queue, 1, Token);
        _wire.Cut();
        await _changes.Reader.ReadAsync(Token);

        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Publish_while_the_broker_has_an_alarm_throws_and_consuming_goes_on()
    {
        await _queues.DeclareAsync(_queue, Token);
        await PublishAsync("a");
        await _broker.ControlAsync(
            TestContext.Current.CancellationToken,
            "set_vm_memory_high_watermark",
            "0.000001"
        );
        try
        {
            // The broker tells a connection of the alarm when it publishes; that one may wait for its confirm.
            await Assert.ThrowsAsync<QueueUnavailableException>(() => PublishAsync("b"));
            await Assert.ThrowsAsync<QueueUnavailableException>(() => PublishAsync("c"));
            await using var receiver = await _queues.OpenAsync(_queue, 1, Token);
            Assert.Equal("a", Encoding.UTF8.GetString((await receiver.ReceiveAsync(Token)).Body.Span));
        }
        finally
        {
            await _broker.ControlAsync(
                TestContext.Current.CancellationToken,
                "set_vm_memory_high_watermark",
                "0.4"
            );
        }

        await EventuallyAsync(() => PublishAsync("d"));
    }

    [Fact]
    public void Options_as_text_hold_no_secret()
    {
        var text = new RabbitMqOptions { Uri = new Uri("amqp://someone:hidden@example.org/") }.ToString();

        Assert.Contains("example.org", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _queues.DisposeAsync();
        await _wire.DisposeAsync();
    }

    private Task PublishAsync(string text) =>
        _queues.PublishAsync(_queue, Encoding.UTF8.GetBytes(text), Token).AsTask();

    /// <summary>Tries until it succeeds; every attempt waits for the broker by itself.</summary>
    private static async Task EventuallyAsync(Func<Task> attempt)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                await attempt();
                return;
            }
            catch (QueueUnavailableException) when (!patience.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }
}
