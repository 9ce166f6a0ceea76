using System.Text;
using Xunit;
using Yixun.Messaging.Transport;

namespace Yixun.Messaging.Tests.Transport;

/// <summary>What every transport does. Each test has a queue of its own.</summary>
public abstract class TransportConformance
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected string Queue { get; } = "test." + Guid.NewGuid().ToString("N");

    protected abstract IQueuePublisher Publisher { get; }

    protected abstract IQueueConsumerFactory Consumers { get; }

    protected abstract IQueueTopology Topology { get; }

    [Fact]
    public async Task Receive_after_publishes_gives_them_in_order()
    {
        await DeclareAsync();
        await PublishAsync("a", "b", "c");
        await using var receiver = await Consumers.OpenAsync(Queue, 10, Token);

        Assert.Equal(["a", "b", "c"], await TakeAsync(receiver, 3));
    }

    [Fact]
    public async Task Receive_before_publish_waits_for_it()
    {
        await DeclareAsync();
        await using var receiver = await Consumers.OpenAsync(Queue, 1, Token);
        var receiving = receiver.ReceiveAsync(Token).AsTask();
        Assert.False(receiving.IsCompleted);

        await PublishAsync("a");

        var delivery = await receiving;
        Assert.Equal("a", Text(delivery));
        Assert.False(delivery.Redelivered);
        Assert.Equal(0, delivery.Requeues);
        Assert.Equal(Queue, receiver.Queue);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024 * 1024)]
    public async Task Receive_gives_the_bytes_that_were_published(int length)
    {
        var body = new byte[length];
        new Random(length).NextBytes(body);
        await DeclareAsync();
        await Publisher.PublishAsync(Queue, body, Token);
        await using var receiver = await Consumers.OpenAsync(Queue, 1, Token);

        Assert.True((await receiver.ReceiveAsync(Token)).Body.Span.SequenceEqual(body));
    }

    [Fact]
    public async Task Receive_cancelled_takes_nothing()
    {
        await DeclareAsync();
        await using var receiver = await Consumers.OpenAsync(Queue, 1, Token);
        using var cancelling = new CancellationTokenSource();
        var receiving = receiver.ReceiveAsync(cancelling.Token).AsTask();

        await cancelling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);
        await PublishAsync("a");
        Assert.Equal(["a"], await TakeAsync(receiver, 1));
    }

    [Fact]
    public async Task Receive_with_prefetch_used_up_waits_for_a_settling()
    {
        await DeclareAsync();
        await PublishAsync("a", "b", "c");
        await using var receiver = await Consumers.OpenAsync(Queue, 2, Token);
        var first = await receiver.ReceiveAsync(Token);
        await receiver.ReceiveAsync(Token);

        var receiving = receiver.ReceiveAsync(Token).AsTask();
        await Topology.GetStatusAsync(Queue, Token);
        Assert.False(receiving.IsCompleted);
        await first.AcknowledgeAsync();

        Assert.Equal("c", Text(await receiving));
    }

    [Fact]
    public async Task Receivers_of_one_queue_share_its_chunks()
    {
        await DeclareAsync();
        await using var one = await Consumers.OpenAsync(Queue, 1, Token);
        await using var two = await Consumers.OpenAsync(Queue, 1, Token);
        await PublishAsync("a", "b");

        var taken = new[] { Text(await one.ReceiveAsync(Token)), Text(await two.ReceiveAsync(Token)) };

        Assert.Equal(["a", "b"], taken.Order());
    }

    [Fact]
    public async Task Publish_from_many_at_once_loses_none()
    {
        await DeclareAsync();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => PublishAsync($"{number}")));
        await using var receiver = await Consumers.OpenAsync(Queue, 100, Token);

        var taken = await TakeAsync(receiver, 500);

        Assert.Equal(Enumerable.Range(0, 500), taken.Select(int.Parse).Order());
        Assert.Equal(0, (await Topology.GetStatusAsync(Queue, Token))!.Value.Depth);
    }

    [Fact]
    public async Task Publish_to_undeclared_queue_throws_QueueUnavailableException()
    {
        var exception = await Assert.ThrowsAsync<QueueUnavailableException>(() => PublishAsync("a"));
        Assert.Equal(Queue, exception.Queue);

        await DeclareAsync();
        await PublishAsync("a");
    }

    [Fact]
    public async Task Publish_cancelled_before_throws_OperationCanceledException()
    {
        await DeclareAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Publisher.PublishAsync(Queue, new byte[1], new CancellationToken(canceled: true)).AsTask()
        );
    }

    [Fact]
    public async Task Open_on_undeclared_queue_throws_QueueUnavailableException() =>
        await Assert.ThrowsAsync<QueueUnavailableException>(() =>
            Consumers.OpenAsync(Queue, 1, Token).AsTask()
        );

    [Fact]
    public async Task Requeue_puts_the_chunk_at_the_tail_and_counts()
    {
        await DeclareAsync();
        await PublishAsync("a", "b", "c");
        await using var receiver = await Consumers.OpenAsync(Queue, 1, Token);
        for (var requeues = 0; requeues < 2; requeues++)
        {
            var delivery = await receiver.ReceiveAsync(Token);
            Assert.Equal(
                ("a", requeues, requeues > 0),
                (Text(delivery), delivery.Requeues, delivery.Redelivered)
            );
            await delivery.RequeueAsync();
            if (requeues == 0)
            {
                Assert.Equal(["b", "c"], await TakeAsync(receiver, 2));
            }
        }

        Assert.Equal(2, (await receiver.ReceiveAsync(Token)).Requeues);
    }

    [Fact]
    public async Task Reject_moves_the_chunk_to_the_dead_letters()
    {
        await DeclareAsync();
        await PublishAsync("a");
        await using var receiver = await Consumers.OpenAsync(Queue, 1, Token);
        await (await receiver.ReceiveAsync(Token)).RejectAsync();

        await using var dead = await Consumers.OpenAsync(QueueNames.DeadLetterOf(Queue), 1, Token);
        var delivery = await dead.ReceiveAsync(Token);

        Assert.Equal("a", Text(delivery));
        Assert.Equal(0, delivery.Requeues);
        Assert.Equal(0, (await Topology.GetStatusAsync(Queue, Token))!.Value.Depth);
    }

    [Fact]
    public async Task Settling_twice_does_nothing()
    {
        await DeclareAsync();
        await PublishAsync("a", "b");
        await using var receiver = await Consumers.OpenAsync(Queue, 1, Token);
        var first = await receiver.ReceiveAsync(Token);
        await first.AcknowledgeAsync();
        await first.RequeueAsync();
        await first.RejectAsync();
        await first.AcknowledgeAsync();

        Assert.Equal(["b"], await TakeAsync(receiver, 1));
        Assert.Equal(0, (await Topology.GetStatusAsync(Queue, Token))!.Value.Depth);
        Assert.Equal(0, (await Topology.GetStatusAsync(QueueNames.DeadLetterOf(Queue), Token))!.Value.Depth);
    }

    [Fact]
    public async Task Dispose_returns_unsettled_chunks_in_order()
    {
        await DeclareAsync();
        await PublishAsync("a", "b", "c");
        var gone = await Consumers.OpenAsync(Queue, 2, Token);
        var late = await gone.ReceiveAsync(Token);
        await gone.ReceiveAsync(Token);
        await gone.DisposeAsync();
        await late.AcknowledgeAsync();

        await using var receiver = await Consumers.OpenAsync(Queue, 3, Token);
        var first = await receiver.ReceiveAsync(Token);

        Assert.Equal(("a", true, 0), (Text(first), first.Redelivered, first.Requeues));
        Assert.Equal(["b", "c"], await TakeAsync(receiver, 2));
    }

    [Fact]
    public async Task Dispose_ends_a_waiting_receive()
    {
        await DeclareAsync();
        var receiver = await Consumers.OpenAsync(Queue, 1, Token);
        var receiving = receiver.ReceiveAsync(Token).AsTask();

        await receiver.DisposeAsync();
        await receiver.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => receiving);
    }

    [Fact]
    public async Task GetStatus_of_undeclared_queue_is_null() =>
        Assert.Null(await Topology.GetStatusAsync(Queue, Token));

    [Fact]
    public async Task GetStatus_counts_ready_and_unsettled_chunks_and_consumers()
    {
        await DeclareAsync();
        Assert.Equal(new QueueStatus(0, 0), await Topology.GetStatusAsync(Queue, Token));
        await using var receiver = await Consumers.OpenAsync(Queue, 1, Token);
        await PublishAsync("a", "b", "c");
        var first = await receiver.ReceiveAsync(Token);
        Assert.Equal(new QueueStatus(3, 1), await Topology.GetStatusAsync(Queue, Token));

        await first.AcknowledgeAsync();
        await receiver.ReceiveAsync(Token);

        Assert.Equal(new QueueStatus(2, 1), await Topology.GetStatusAsync(Queue, Token));
    }

    [Fact]
    public async Task Declare_again_keeps_what_is_in_the_queue()
    {
        await DeclareAsync();
        await PublishAsync("a");

        await DeclareAsync();

        Assert.Equal(1, (await Topology.GetStatusAsync(Queue, Token))!.Value.Depth);
    }

    [Fact]
    public async Task Delete_removes_the_queue_and_its_dead_letters_and_may_be_repeated()
    {
        await DeclareAsync();
        await PublishAsync("a");

        await Topology.DeleteAsync(Queue, Token);
        await Topology.DeleteAsync(Queue, Token);

        Assert.Null(await Topology.GetStatusAsync(Queue, Token));
        Assert.Null(await Topology.GetStatusAsync(QueueNames.DeadLetterOf(Queue), Token));
        await Assert.ThrowsAsync<QueueUnavailableException>(() => PublishAsync("b"));
    }

    protected static string Text(QueueDelivery delivery) => Encoding.UTF8.GetString(delivery.Body.Span);

    protected ValueTask DeclareAsync() => Topology.DeclareAsync(Queue, Token);

    protected async Task PublishAsync(params string[] texts)
    {
        foreach (var text in texts)
        {
            await Publisher.PublishAsync(Queue, Encoding.UTF8.GetBytes(text), Token);
        }
    }

    protected static async Task<string[]> TakeAsync(IQueueReceiver receiver, int count)
    {
        var taken = new string[count];
        for (var index = 0; index < count; index++)
        {
            var delivery = await receiver.ReceiveAsync(Token);
            taken[index] = Text(delivery);
            await delivery.AcknowledgeAsync();
        }

        return taken;
    }
}
