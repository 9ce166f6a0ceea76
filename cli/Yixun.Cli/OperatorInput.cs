namespace Yixun.Cli;

/// <summary>Where commands take their input from.</summary>
internal static class OperatorInput
{
    /// <summary>The arguments as one text; standard input when there are none, or for an argument <c>-</c>.</summary>
    public static string Read(string[] arguments) =>
        arguments.Length == 0
            ? Console.In.ReadToEnd()
            : string.Join(
                '\n',
                arguments.Select(argument => argument == "-" ? Console.In.ReadToEnd() : argument)
            );
}
