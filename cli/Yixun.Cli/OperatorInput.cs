using System.CommandLine;

namespace Yixun.Cli;

/// <summary>Where commands take their input from.</summary>
internal static class OperatorInput
{
    /// <summary>Arguments that are the input itself.</summary>
    public static Argument<string[]> CreateArgument(string name, string helpName, string description)
    {
        var argument = new Argument<string[]>(name)
        {
            HelpName = helpName,
            Description = description,
            Arity = ArgumentArity.ZeroOrMore,
        };
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value.StartsWith("--", StringComparison.Ordinal))
                {
                    result.AddError($"没有选项 (no such option) {token.Value}");
                }
            }
        });
        return argument;
    }

    /// <summary>The arguments as one text; standard input when there are none, or for an argument <c>-</c>.</summary>
    public static string Read(string[] arguments) =>
        arguments.Length == 0
            ? Console.In.ReadToEnd()
            : string.Join(
                '\n',
                arguments.Select(argument => argument == "-" ? Console.In.ReadToEnd() : argument)
            );
}
