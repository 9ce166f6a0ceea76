using Xunit;
using Yixun.Messaging.InProcess;
using Yixun.Messaging.Transport;

namespace Yixun.Messaging.Tests.Transport;

public sealed class InProcessConformanceTests : TransportConformance
{
    private readonly InProcessQueues _queues = new(
        new InProcessQueueOptions
        {
            MaxChunks = 1000,
            MaxBytes = 2_000_000,
            MaxDeadChunks = 2,
        }
    );

    protected override IQueuePublisher Publisher => _queues;

    protected override IQueueConsumerFactory Consumers => _queues;

    protected override IQueueTopology Topology => _queues;

    [Fact]
    public async Task PublishDurable_completes_when_the_chunk_is_acknowledged()
    {
        await DeclareAsync();
        var publishing = _queues.PublishDurableAsync(Queue, "a"u8.ToArray(), Token).AsTask();
        await using var receiver = await _queues.OpenAsync(Queue, 1, Token);
        await (await receiver.ReceiveAsync(Token)).RequeueAsync();
        var delivery = await receiver.ReceiveAsync(Token);
        Assert.False(publishing.IsCompleted);

        await delivery.AcknowledgeAsync();

        await publishing;
    }

    [Fact]
    public async Task PublishDurable_of_rejected_chunk_throws_QueueUnavailableException()
    {
        await DeclareAsync();
        var publishing = _queues.PublishDurableAsync(Queue, "a"u8.ToArray(), Token).AsTask();
        await using var receiver = await _queues.OpenAsync(Queue, 1, Token);

        await (await receiver.ReceiveAsync(Token)).RejectAsync();

        await Assert.ThrowsAsync<QueueUnavailableException>(() => publishing);
    }

    [Fact]
    public async Task Publish_above_the_bytes_throws_until_a_chunk_is_settled()
    {
        await DeclareAsync();
        await _queues.PublishAsync(Queue, new byte[1_500_000], Token);
        await using var receiver = await _queues.OpenAsync(Queue, 1, Token);
        var delivery = await receiver.ReceiveAsync(Token);

        await Assert.ThrowsAsync<QueueUnavailableException>(() =>
            _queues.PublishAsync(Queue, new byte[600_000], Token).AsTask()
        );
        await delivery.AcknowledgeAsync();

        await _queues.PublishAsync(Queue, new byte[600_000], Token);
    }

    [Fact]
    public async Task Publish_above_the_chunks_throws_and_requeue_still_works()
    {
        await DeclareAsync();
        await using var receiver = await _queues.OpenAsync(Queue, 1, Token);
        for (var number = 0; number < 1000; number++)
        {
            await PublishAsync("x");
        }

        await Assert.ThrowsAsync<QueueUnavailableException>(() => PublishAsync("x"));
        await (await receiver.ReceiveAsync(Token)).RequeueAsync();

        Assert.Equal(1000, (await _queues.GetStatusAsync(Queue, Token))!.Value.Depth);
    }

    [Fact]
    public async Task Reject_into_full_dead_letters_drops_the_oldest_and_counts_it()
    {
        await DeclareAsync();
        await PublishAsync("a", "b", "c");
        await using var receiver = await _queues.OpenAsync(Queue, 1, Token);
        for (var number = 0; number < 3; number++)
        {
            await (await receiver.ReceiveAsync(Token)).RejectAsync();
        }

        await using var dead = await _queues.OpenAsync(QueueNames.DeadLetterOf(Queue), 1, Token);
        Assert.Equal(["b", "c"], await TakeAsync(dead, 2));
        Assert.Equal(1, _queues.DroppedDeadLetters(Queue));
    }

    [Fact]
    public async Task Receive_by_two_callers_at_once_throws()
    {
        await DeclareAsync();
        await using var receiver = await _queues.OpenAsync(Queue, 1, Token);
        _ = receiver.ReceiveAsync(Token).AsTask();

        await Assert.ThrowsAsync<InvalidOperationException>(() => receiver.ReceiveAsync(Token).AsTask());
    }

    [Fact]
    public async Task Many_publishers_and_receivers_settle_every_chunk_once()
    {
        const int Chunks = 20_000;
        var queues = new InProcessQueues(new InProcessQueueOptions { MaxChunks = Chunks });
        await queues.DeclareAsync(Queue, Token);
        var seen = new int[Chunks];
        var left = Chunks;
        var done = new TaskCompletionSource();
        var receivers = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => queues.OpenAsync(Queue, 7, Token).AsTask())
        );
        using var stop = new CancellationTokenSource();
        var loops = receivers
            .Select(receiver =>
                Task.Run(async () =>
                {
                    while (true)
                    {
                        var delivery = await receiver.ReceiveAsync(stop.Token);
                        var number = BitConverter.ToInt32(delivery.Body.Span);
                        if (number % 10 == 0 && delivery.Requeues == 0)
                        {
                            await delivery.RequeueAsync();
                            continue;
                        }

                        Interlocked.Increment(ref seen[number]);
                        await delivery.AcknowledgeAsync();
                        if (Interlocked.Decrement(ref left) == 0)
                        {
                            done.SetResult();
                        }
                    }
                })
            )
            .ToArray();

        await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(part =>
                    Task.Run(async () =>
                    {
                        for (var number = part; number < Chunks; number += 4)
                        {
                            await queues.PublishAsync(Queue, BitConverter.GetBytes(number), Token);
                        }
                    })
                )
        );
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await stop.CancelAsync();

        Assert.All(seen, count => Assert.Equal(1, count));
        Assert.Equal(new QueueStatus(0, 4), await queues.GetStatusAsync(Queue, Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(loops));
    }
}
