using System.Diagnostics;

namespace Yixun.Cli.Tests;

/// <summary>What a run of the command line left behind.</summary>
internal sealed record CliProcess(int ExitCode, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs the program as ./yixun does.</summary>
    public static Task<CliProcess> RunAsync(string? input, params string[] arguments) =>
        RunAsync("dotnet", input, [Path.Combine(AppContext.BaseDirectory, "Yixun.Cli.dll"), .. arguments]);

    public static async Task<CliProcess> RunAsync(string program, string? input, string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new CliProcess(process.ExitCode, await output, await error);
    }
}
