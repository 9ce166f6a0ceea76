using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.CarrierDaemon.Receipts;
using Yixun.Core.Security;
using Yixun.Messaging;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Transport;

namespace Yixun.CarrierDaemon.Tests.Receipts;

public sealed class ReceiptPublisherTests : IQueuePublisher
{
    private readonly ChunkCodec _codec = new(new ChunkCipher(DataKeyRing.Generate()));
    private readonly List<ReceiptChunk> _published = [];
    private readonly Queue<Exception> _failures = new();
    private TaskCompletionSource _hold = Held(done: true);
    private int _freed;

    public TimeSpan GatherTime { get; private set; }

    [Fact]
    public async Task RunAsync_keeps_the_order_and_frees_a_slot_for_each_result_only()
    {
        var publisher = Publisher();
        var report = new FakeReport("c");
        for (var id = 1; id <= 2_500; id++)
        {
            publisher.EnqueueResult(Receipt(id));
        }

        publisher.EnqueueReport(Receipt(9_999), report, 2_500);

        publisher.Complete();
        await publisher.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            [.. Enumerable.Range(1, 2_500).Select(id => (long)id), 9_999],
            _published.SelectMany(chunk => chunk.Items).Select(item => item.MessageId)
        );
        Assert.All(_published, chunk => Assert.InRange(chunk.Items.Count, 1, 1_000));
        Assert.Equal(2_500, _freed);
        Assert.True(report.Answered);
    }

    [Fact]
    public async Task RunAsync_that_fails_publishes_again_whatever_the_failure()
    {
        _failures.Enqueue(new QueueUnavailableException("receipts", "away"));
        _failures.Enqueue(new InvalidOperationException("bug"));
        var publisher = Publisher();
        publisher.EnqueueResult(Receipt(1));
        publisher.EnqueueResult(Receipt(2));
        publisher.Complete();
        await publisher.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal([1L, 2L], _published.SelectMany(chunk => chunk.Items).Select(item => item.MessageId));
        Assert.Equal(2, _freed);
    }

    [Fact]
    public async Task RunAsync_report_leaves_only_when_its_result_is_durable()
    {
        _hold = Held(done: false);
        var publisher = Publisher();
        var running = publisher.RunAsync(TestContext.Current.CancellationToken);
        var number = publisher.EnqueueResult(Receipt(1));
        var early = new FakeReport("c1");
        publisher.EnqueueReport(Receipt(1) with { Kind = ReceiptKind.Report }, early, number);

        Assert.Empty(_published);
        Assert.Null(early.Answered);
        _hold.SetResult();
        publisher.Complete();
        await running;
        Assert.Equal(
            [ReceiptKind.Accepted, ReceiptKind.Report],
            _published.SelectMany(chunk => chunk.Items).Select(item => item.Kind)
        );
        Assert.True(early.Answered);
    }

    [Fact]
    public async Task RunAsync_reports_of_unknown_results_do_not_wait()
    {
        var publisher = Publisher();
        var report = new FakeReport("c1");
        publisher.EnqueueReport(Receipt(0) with { Kind = ReceiptKind.Report }, report, 0);
        publisher.Complete();
        await publisher.RunAsync(TestContext.Current.CancellationToken);
        Assert.True(report.Answered);
        Assert.Equal(0, _freed);
    }

    [Fact]
    public async Task RunAsync_gathers_results_while_chunks_follow_each_other()
    {
        GatherTime = TimeSpan.FromMilliseconds(25);
        var time = new FakeTimeProvider();
        var publisher = Publisher(time, enough: 4);
        var running = publisher.RunAsync(TestContext.Current.CancellationToken);

        // What comes alone leaves at once.
        publisher.EnqueueResult(Receipt(1));
        await UntilAsync(() => _freed == 1, TimeSpan.Zero);
        publisher.EnqueueResult(Receipt(2));
        for (var step = 0; step < 4; step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(6));
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        Assert.Single(_published);
        publisher.EnqueueResult(Receipt(3));
        await UntilAsync(() => _freed == 3, TimeSpan.FromMilliseconds(6));

        // Enough does not wait for the time.
        for (var id = 4; id < 8; id++)
        {
            publisher.EnqueueResult(Receipt(id));
        }

        publisher.Complete();
        await running;
        Assert.Equal([1, 2, 4], _published.ConvertAll(chunk => chunk.Items.Count));

        async Task UntilAsync(Func<bool> condition, TimeSpan step)
        {
            while (!condition())
            {
                time.Advance(step);
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }
        }
    }

    ValueTask IQueuePublisher.PublishAsync(
        string queue,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    async ValueTask IQueuePublisher.PublishDurableAsync(
        string queue,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    )
    {
        Assert.Equal(QueueNames.Receipts, queue);
        if (_failures.TryDequeue(out var failure))
        {
            throw failure;
        }

        await _hold.Task;
        // Nothing is free before it is durable.
        Assert.True(_freed <= _published.Sum(chunk => chunk.Items.Count));
        _published.Add(_codec.DecodeReceipts(body));
    }

    private ReceiptPublisher Publisher(TimeProvider? time = null, int enough = int.MaxValue) =>
        new(
            "mobile-1",
            this,
            _codec,
            count => _freed += count,
            () => enough,
            time ?? TimeProvider.System,
            NullLogger.Instance
        );

    private static TaskCompletionSource Held(bool done)
    {
        var source = new TaskCompletionSource();
        if (done)
        {
            source.SetResult();
        }

        return source;
    }

    private static Receipt Receipt(long id) => new(ReceiptKind.Accepted, id, 1, 1, $"c{id}", "", 1);
}
