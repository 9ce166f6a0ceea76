using System.CommandLine;
using System.CommandLine.Help;
using Yixun.Cli.Admin;
using Yixun.Cli.Backup;
using Yixun.Cli.Channels;
using Yixun.Cli.Database;
using Yixun.Cli.Doctor;
using Yixun.Cli.Keys;
using Yixun.Cli.Pdu;
using Yixun.Cli.Status;
using Yixun.Cli.Topology;

namespace Yixun.Cli;

/// <summary>The operators' command line. A new command is a class and its line in <see cref="Commands"/>.</summary>
internal static class CommandLine
{
    /// <summary>The work was done.</summary>
    public const int Done = 0;

    /// <summary>The input is wrong; standard error says how.</summary>
    public const int BadInput = 1;

    /// <summary>The arguments are not understood.</summary>
    public const int BadArguments = 2;

    /// <summary>Status and doctor: something is to be mended. For them bad input is <see cref="BadArguments"/>.</summary>
    public const int ToMend = 1;

    /// <summary>A test message ended without being delivered; standard output says why.</summary>
    public const int NotDelivered = 5;

    /// <summary>Something that the command needs is away: the database, the broker, the platform.</summary>
    public const int Unavailable = 4;

    private static Command[] Commands =>
        [
            new StatusCommand(),
            new DoctorCommand(),
            new PduCommand(),
            new ChannelsCommand(),
            new DbCommand(),
            new TopologyCommand(),
            new AdminCommand(),
            new KeysCommand(),
            new BackupCommand(),
        ];

    /// <returns>Exit code of the process.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("医讯运维命令行 (Yixun: the operators' command line)");
        foreach (var command in Commands)
        {
            root.Subcommands.Add(command);
        }

        root.Action = new BilingualHelp(asked: false);
        foreach (var option in root.Options)
        {
            switch (option)
            {
                case HelpOption:
                    option.Description = "显示帮助 (show help)";
                    option.Action = new BilingualHelp(asked: true);
                    break;
                case VersionOption:
                    option.Description = "显示版本 (show the version)";
                    break;
                default:
                    break;
            }
        }

        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count == 0)
        {
            return await parsed.InvokeAsync();
        }

        foreach (var error in parsed.Errors)
        {
            await Console.Error.WriteLineAsync($"命令行有误 (bad command line): {error.Message}");
        }

        await Console.Error.WriteLineAsync("./yixun --help 说明用法 (explains the usage)");
        return BadArguments;
    }
}
