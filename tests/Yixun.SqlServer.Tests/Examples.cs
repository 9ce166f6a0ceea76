using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Yixun.CarrierDaemon.Supervision;
using Yixun.Cli.Site;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Data.Partitions;
using Yixun.Functions.Channels;
using Yixun.Functions.Reference;
using Yixun.Messaging.RabbitMq;

namespace Yixun.SqlServer.Tests;

/// <summary>Objects that nobody finds by chance.</summary>
internal static class Examples
{
    private static readonly Uri Nowhere = new("amqp://127.0.0.1:9/");

    /// <returns>Null: any object of the type will do.</returns>
    public static object? Of(Type type, Invention invention, IServiceProvider services) =>
        type == typeof(ConnectedSystem) ? System(services.GetRequiredService<FieldCipher>())
        : type == typeof(MessageMonth) ? MessageMonth.Of(Invention.Now).Add(-12 * invention.Next(2))
        : type == typeof(ChannelMeasures) ? Measures()
        : type == typeof(ChannelForm)
            ? new ChannelForm
            {
                Carriers = ["mobile"],
                AccessNumber = "106900001234",
                Host = "127.0.0.1",
                Account = "900001",
                Secret = "secret",
            }
        : type == typeof(RabbitMqOptions) ? new RabbitMqOptions { Uri = Nowhere, ConnectionName = "none" }
        : type == typeof(TextWriter) ? TextWriter.Null
        : type == typeof(SiteOptions) ? new SiteOptions()
        : type == typeof(ParseResult) ? Parse(new Command("none"))
        : typeof(Command).IsAssignableFrom(type) ? CommandOf(type)
        : null;

    /// <summary>A command line with everything that a command requires.</summary>
    public static ParseResult Parse(Command command)
    {
        List<string> words = [.. command.Arguments.Select(_ => "his")];
        foreach (var option in command.Options.Where(option => option.Required))
        {
            words.AddRange([option.Name, "13800138000"]);
        }

        if (command.Options.FirstOrDefault(option => option.Name == "--broker") is { } broker)
        {
            words.AddRange([broker.Name, Nowhere.ToString()]);
        }

        return command.Parse(words);
    }

    private static ChannelMeasures Measures()
    {
        var measures = new ChannelMeasures(TimeSpan.FromMinutes(1));
        measures.Of("mobile-1").Submitted(1, Invention.Now);
        return measures;
    }

    private static object CommandOf(Type type)
    {
        var made = type.IsAbstract
            ? type.Assembly.GetTypes().First(one => one.IsSubclassOf(type) && !one.IsAbstract)
            : type;
        return made.GetConstructor([]) is { } plain
            ? plain.Invoke([])
            : made.GetConstructor([typeof(SiteOptions)])!.Invoke([new SiteOptions()]);
    }

    private static ConnectedSystem System(FieldCipher cipher) =>
        ConnectedSystem.From(
            new ConnectedSystemEntity
            {
                Key = "his",
                Name = "HIS",
                SecretCipher = cipher.Encrypt(0, CipherField.SystemSecret, "secret"u8),
            },
            cipher
        );
}
