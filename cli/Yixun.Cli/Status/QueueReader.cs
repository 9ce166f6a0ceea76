using Microsoft.EntityFrameworkCore;
using Yixun.Cli.Site;
using Yixun.Messaging;
using Yixun.Messaging.RabbitMq;
using Yixun.Messaging.Transport;

namespace Yixun.Cli.Status;

/// <summary>How every queue stands: from the broker, or from the process that has them inside.</summary>
internal static class QueueReader
{
    public static async Task<QueuesStanding> ReadAsync(
        SiteLocation location,
        SiteConnection site,
        IReadOnlyList<ProcessAnswer> processes,
        CancellationToken cancellationToken
    )
    {
        if (!location.IsStandalone)
        {
            return BrokerOf(location) is { } broker
                ? await ReadBrokerAsync(broker, await NamesAsync(site, cancellationToken), cancellationToken)
                : new QueuesStanding("none", "没有配置 RabbitMq", []);
        }

        var inside = processes.FirstOrDefault(process => process.IsReached);
        return inside is null
            ? new QueuesStanding(
                "none",
                processes.Count == 0
                    ? "队列在进程内，而没有运行中的进程（或用 --url 指定其地址）"
                    : $"队列在进程内，而 {processes[0].Url} 没有应答",
                []
            )
            : new QueuesStanding(
                "process",
                null,
                [
                    .. inside
                        .Queues.OrderBy(queue => queue.Key, StringComparer.Ordinal)
                        .Select(queue => new QueueStanding(queue.Key, queue.Value, null, null)),
                ]
            );
    }

    /// <summary>The broker's address; null: none is configured, or none that can be one.</summary>
    public static Uri? BrokerOf(SiteLocation location) =>
        Uri.TryCreate(location.Configuration[RabbitMqOptions.SettingName], UriKind.Absolute, out var uri)
        && uri.Scheme is "amqp" or "amqps"
            ? uri
            : null;

    /// <summary>Every queue that the site should have.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(
        SiteConnection site,
        CancellationToken cancellationToken
    )
    {
        await using var context = site.CreateContext();
        return QueueNames.All(
            await context
                .Channels.Select(channel => channel.Id)
                .OrderBy(id => id)
                .ToListAsync(cancellationToken)
        );
    }

    private static async Task<QueuesStanding> ReadBrokerAsync(
        Uri broker,
        IReadOnlyList<string> names,
        CancellationToken cancellationToken
    )
    {
        await using var queues = new RabbitMqQueues(
            new RabbitMqOptions { Uri = broker, ConnectionName = "yixun-cli" },
            TimeProvider.System
        );
        var found = new List<QueueStanding>();
        try
        {
            foreach (var name in names)
            {
                var status = await queues.GetStatusAsync(name, cancellationToken);
                var dead = await queues.GetStatusAsync(QueueNames.DeadLetterOf(name), cancellationToken);
                found.Add(new QueueStanding(name, status?.Depth, status?.Consumers, dead?.Depth));
            }

            return new QueuesStanding("broker", null, found);
        }
        catch (QueueUnavailableException)
        {
            return new QueuesStanding("none", $"RabbitMQ（{broker.Host}:{broker.Port}）不可用", []);
        }
    }
}
