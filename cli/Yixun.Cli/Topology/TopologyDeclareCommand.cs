using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Yixun.Cli.Site;
using Yixun.Messaging;
using Yixun.Messaging.RabbitMq;
using Yixun.Messaging.Transport;

namespace Yixun.Cli.Topology;

/// <summary><c>./yixun topology declare</c>: declares every queue, those of the channels included.</summary>
internal sealed class TopologyDeclareCommand : SiteCommand
{
    private readonly Option<string?> _broker = new("--broker")
    {
        Description = "RabbitMQ 地址，默认取配置 RabbitMq (address of the broker; default: setting RabbitMq)",
        HelpName = "AMQP-URI",
    };

    public TopologyDeclareCommand(SiteOptions site)
        : base(
            "declare",
            "在 RabbitMQ 上声明全部队列；可重复执行 (declare every queue on RabbitMQ; harmless to repeat)",
            site
        ) => Options.Add(_broker);

    protected override async Task<int> RunAsync(
        SiteConnection site,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        var address = parsed.GetValue(_broker) ?? site.Configuration[RabbitMqOptions.SettingName];
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("amqp" or "amqps"))
        {
            throw new InputException(
                "请用 --broker 或配置 RabbitMq 给出 amqp:// 地址",
                "Give an amqp:// address with --broker or the setting RabbitMq."
            );
        }

        await using var context = site.CreateContext();
        var channels = await context
            .Channels.Select(channel => channel.Id)
            .OrderBy(id => id)
            .ToListAsync(cancellationToken);
        await using var queues = new RabbitMqQueues(
            new RabbitMqOptions { Uri = uri, ConnectionName = "yixun-cli" },
            TimeProvider.System
        );
        var names = QueueNames.All(channels);
        try
        {
            foreach (var name in names)
            {
                await queues.DeclareAsync(name, cancellationToken);
            }
        }
        catch (QueueUnavailableException exception)
        {
            ErrorText.Write(
                parsed.InvocationConfiguration.Error,
                $"RabbitMQ 不可用：{exception.Message}",
                exception.Message
            );
            return CommandLine.Unavailable;
        }

        await parsed.InvocationConfiguration.Output.WriteLineAsync(
            $"已声明 {names.Count} 个队列 (queues declared), {channels.Count} 个通道 (channels)"
        );
        return CommandLine.Done;
    }
}
