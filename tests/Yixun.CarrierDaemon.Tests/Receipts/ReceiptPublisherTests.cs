using Microsoft.Extensions.Logging.Abstractions;
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
    private int _freed;

    [Fact]
    public async Task RunAsync_keeps_the_order_and_frees_a_slot_for_each_result_only()
    {
        var publisher = Publisher();
        var report = new FakeReport("c");
        for (var id = 1; id <= 2_500; id++)
        {
            publisher.Enqueue(Receipt(id), id == 7 ? report : null);
        }

        publisher.Complete();
        await publisher.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            Enumerable.Range(1, 2_500).Select(id => (long)id),
            _published.SelectMany(chunk => chunk.Items).Select(item => item.MessageId)
        );
        Assert.All(_published, chunk => Assert.InRange(chunk.Items.Count, 1, 1_000));
        Assert.Equal(2_499, _freed);
        Assert.True(report.Answered);
    }

    [Fact]
    public async Task RunAsync_that_fails_publishes_again_whatever_the_failure()
    {
        _failures.Enqueue(new QueueUnavailableException("receipts", "away"));
        _failures.Enqueue(new InvalidOperationException("bug"));
        var publisher = Publisher();
        publisher.Enqueue(Receipt(1), null);
        publisher.Enqueue(Receipt(2), null);
        publisher.Complete();
        await publisher.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal([1L, 2L], _published.SelectMany(chunk => chunk.Items).Select(item => item.MessageId));
        Assert.Equal(2, _freed);
    }

    ValueTask IQueuePublisher.PublishAsync(
        string queue,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    ValueTask IQueuePublisher.PublishDurableAsync(
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

        // Nothing is free before it is durable.
        Assert.True(_freed <= _published.Sum(chunk => chunk.Items.Count));
        _published.Add(_codec.DecodeReceipts(body));
        return ValueTask.CompletedTask;
    }

    private ReceiptPublisher Publisher() =>
        new("mobile-1", this, _codec, count => _freed += count, TimeProvider.System, NullLogger.Instance);

    private static Receipt Receipt(long id) => new(ReceiptKind.Accepted, id, 1, 1, $"c{id}", "", 1);
}
