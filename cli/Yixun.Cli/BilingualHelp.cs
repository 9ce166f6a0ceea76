using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using System.Text;

namespace Yixun.Cli;

/// <summary>Help of any command: Chinese headings with English, and the descriptions that the command gives.</summary>
/// <param name="asked">Whether an option asks for it, which shows it whatever else is wrong.</param>
internal sealed class BilingualHelp(bool asked) : SynchronousCommandLineAction
{
    private const int NameWidth = 28;

    public override bool ClearsParseErrors => asked;

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var help = new StringBuilder();
        help.AppendLine(command.Description).AppendLine();
        help.Append("用法 (usage): ").AppendLine(Usage(command));
        Append(help, "命令 (commands)", command.Subcommands, each => each.Name);
        Append(help, "参数 (arguments)", command.Arguments, each => each.HelpName ?? each.Name);
        Append(help, "选项 (options)", OptionsOf(command), OptionName);
        parseResult.InvocationConfiguration.Output.Write(help);
        return CommandLine.Done;
    }

    private static string Usage(Command command)
    {
        var words = new List<string>();
        for (Symbol? symbol = command; symbol is not null and not RootCommand; )
        {
            words.Insert(0, symbol.Name);
            symbol = symbol.Parents.FirstOrDefault();
        }

        words.Insert(0, "./yixun");
        if (command.Subcommands.Count > 0)
        {
            words.Add("COMMAND");
        }

        words.AddRange(command.Options.Where(option => option.Required).Select(OptionName));
        words.Add("[OPTION]…");
        words.AddRange(command.Arguments.Select(argument => $"[{argument.HelpName ?? argument.Name}]"));
        return string.Join(' ', words);
    }

    private static IEnumerable<Option> OptionsOf(Command command)
    {
        IEnumerable<Option> all = command.Options;
        for (var parent = ParentOf(command); parent is not null; parent = ParentOf(parent))
        {
            all = all.Concat(parent.Options.Where(option => option.Recursive));
        }

        return all;
    }

    private static Command? ParentOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault();

    private static string OptionName(Option option) =>
        option.Name + (option.HelpName is null ? "" : " " + option.HelpName);

    private static void Append<T>(
        StringBuilder help,
        string heading,
        IEnumerable<T> symbols,
        Func<T, string> name
    )
        where T : Symbol
    {
        var shown = symbols.Where(symbol => !symbol.Hidden).ToList();
        if (shown.Count == 0)
        {
            return;
        }

        help.AppendLine().Append(heading).AppendLine(":");
        foreach (var symbol in shown)
        {
            help.Append("  ")
                .AppendLine(CultureInfo.InvariantCulture, $"{name(symbol), -NameWidth} {symbol.Description}");
        }
    }
}
