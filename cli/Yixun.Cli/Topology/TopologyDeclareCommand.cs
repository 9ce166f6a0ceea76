using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Yixun.Cli.Site;
using Yixun.Data.Model;
using Yixun.Messaging;
using Yixun.Messaging.RabbitMq;

namespace Yixun.Cli.Topology;

/// <summary>
/// <c>./yixun topology declare</c>: declares every queue, those of the channels included, and deletes those of channels
/// that were removed while the broker was away.
/// </summary>
internal sealed class TopologyDeclareCommand(SiteOptions site)
    : BrokerCommand(
        "declare",
        "在 RabbitMQ 上声明全部队列，并删除已移除通道的队列；可重复执行 (declare every queue on RabbitMQ, and delete those of removed channels; harmless to repeat)",
        site
    )
{
    protected override async Task<string> RunAsync(
        RabbitMqQueues queues,
        YixunDbContext context,
        IReadOnlyList<string> channels,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        var known = await context
            .ChannelEvents.Select(change => change.ChannelId)
            .Distinct()
            .ToListAsync(cancellationToken);
        var names = QueueNames.All(channels);
        await queues.DeclareRetriesAsync(cancellationToken);
        foreach (var name in names)
        {
            await queues.DeclareAsync(name, cancellationToken);
        }

        var removed = 0;
        foreach (var queue in known.Except(channels).SelectMany(QueueNames.OfChannel))
        {
            if (await queues.GetStatusAsync(queue, cancellationToken) is not null)
            {
                await queues.DeleteAsync(queue, cancellationToken);
                removed++;
            }
        }

        return $"已声明 {names.Count + QueueNames.RetryDelays.Count} 个队列 (queues declared), {channels.Count} 个通道 (channels)"
            + (removed > 0 ? $", 已删除 {removed} 个 (deleted)" : "");
    }
}
