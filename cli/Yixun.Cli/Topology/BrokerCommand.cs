using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Yixun.Cli.Site;
using Yixun.Messaging.RabbitMq;
using Yixun.Messaging.Transport;

namespace Yixun.Cli.Topology;

/// <summary>A command that works on the broker's queues of a site.</summary>
internal abstract class BrokerCommand : SiteCommand
{
    private readonly Option<string?> _broker = new("--broker")
    {
        Description = "RabbitMQ 地址，默认取配置 RabbitMq (address of the broker; default: setting RabbitMq)",
        HelpName = "AMQP-URI",
    };

    protected BrokerCommand(string name, string description, SiteOptions site)
        : base(name, description, site) => Options.Add(_broker);

    /// <param name="queues">The broker.</param>
    /// <param name="context">The site's database.</param>
    /// <param name="channels">Ids of the channels.</param>
    /// <returns>What is told.</returns>
    protected abstract Task<string> RunAsync(
        RabbitMqQueues queues,
        Data.Model.YixunDbContext context,
        IReadOnlyList<string> channels,
        ParseResult parsed,
        CancellationToken cancellationToken
    );

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
        string told;
        try
        {
            told = await RunAsync(queues, context, channels, parsed, cancellationToken);
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

        await parsed.InvocationConfiguration.Output.WriteLineAsync(told);
        return CommandLine.Done;
    }
}
