using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Functions.Health;
using Yixun.Functions.Tests.Replies;
using Yixun.Messaging;
using Yixun.Messaging.Transport;

namespace Yixun.Functions.Tests.Alerts;

/// <summary>Metrics and alerts ask for what was given up; the broker is asked once.</summary>
public sealed class DeadLetterReaderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Broker_is_asked_once_a_period_however_many_want_to_know()
    {
        await using var bench = await ReplyBench.CreateAsync();
        var topology = new CountingTopology();
        using var reader = new DeadLetterReader(topology, bench.Reference, bench.Time);
        var queues = QueueNames.All([ReplyBench.Channel]).Count;

        var both = await Task.WhenAll(reader.ReadAsync(Cancellation), reader.ReadAsync(Cancellation));
        Assert.Equal(queues, topology.Asked);
        Assert.Same(both[0], both[1]);
        Assert.Equal(3, both[0]![QueueNames.Receipts]);

        bench.Time.Advance(DeadLetterReader.Period);
        topology.Away = true;
        Assert.Null(await reader.ReadAsync(Cancellation));
        // An outage is asked about no more often than anything else.
        Assert.Null(await reader.ReadAsync(Cancellation));
        Assert.Equal(queues + 1, topology.Asked);

        bench.Time.Advance(DeadLetterReader.Period);
        topology.Away = false;
        Assert.NotNull(await reader.ReadAsync(Cancellation));
    }

    private sealed class CountingTopology : IQueueTopology
    {
        public int Asked { get; private set; }

        public bool Away { get; set; }

        public ValueTask<QueueStatus?> GetStatusAsync(string queue, CancellationToken cancellationToken)
        {
            Asked++;
            return Away
                ? throw new QueueUnavailableException(queue, "away")
                : new(new QueueStatus(queue == QueueNames.DeadLetterOf(QueueNames.Receipts) ? 3 : 0, 0));
        }

        public ValueTask DeclareAsync(string queue, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask DeclareRetriesAsync(CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask DeleteAsync(string queue, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
