using System.CommandLine;
using Yixun.Cli.Site;
using Yixun.Data.Model;
using Yixun.Messaging;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.RabbitMq;

namespace Yixun.Cli.Topology;

/// <summary>
/// <c>./yixun topology redrive</c>: puts what was given up back on its queue, once the cause is mended. Consumers are
/// idempotent, so a chunk that was in part applied does no harm.
/// </summary>
internal sealed class TopologyRedriveCommand : BrokerCommand
{
    private const ushort Prefetch = 32;

    private readonly Option<string?> _queue = new("--queue")
    {
        Description = "只处理这个队列的死信 (dead letters of this queue only)",
        HelpName = "QUEUE",
    };

    public TopologyRedriveCommand(SiteOptions site)
        : base(
            "redrive",
            "把死信放回原队列，重新处理 (put dead letters back on the queues that they were on)",
            site
        ) => Options.Add(_queue);

    protected override async Task<string> RunAsync(
        RabbitMqQueues queues,
        YixunDbContext context,
        IReadOnlyList<string> channels,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        var names = QueueNames.All(channels);
        if (parsed.GetValue(_queue) is { } only)
        {
            names = names.Contains(only)
                ? [only]
                : throw new InputException($"没有队列 {only}", $"There is no queue {only}.");
        }

        var moved = 0L;
        foreach (var name in names)
        {
            moved += await RedriveAsync(queues, name, cancellationToken);
        }

        return $"已放回 {moved} 块死信 (dead letters put back)";
    }

    /// <summary>As many as there are now: what fails again while this runs is not moved twice.</summary>
    private static async Task<long> RedriveAsync(
        RabbitMqQueues queues,
        string queue,
        CancellationToken cancellationToken
    )
    {
        var dead = QueueNames.DeadLetterOf(queue);
        if (await queues.GetStatusAsync(dead, cancellationToken) is not { Depth: > 0 } status)
        {
            return 0;
        }

        await using var receiver = await queues.OpenAsync(dead, Prefetch, cancellationToken);
        for (var count = 0L; count < status.Depth; count++)
        {
            var delivery = await receiver.ReceiveAsync(cancellationToken);
            await queues.PublishAsync(
                queue,
                ChunkAttempt.With(delivery.Body.Span, attempts: 0),
                cancellationToken
            );
            await delivery.AcknowledgeAsync();
        }

        return status.Depth;
    }
}
