using System.Diagnostics;

namespace Yixun.Manifests.Tests.Rendering;

/// <summary>Programs that the tests run to their end.</summary>
internal static class Command
{
    /// <returns>What it printed on standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed; with what it printed on standard error.</exception>
    public static async Task<string> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string input = "",
        IReadOnlyDictionary<string, string>? environment = null,
        CancellationToken cancellationToken = default
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process =
            Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program}: {await errors}{await output}");
    }
}
