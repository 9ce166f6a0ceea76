using System.Diagnostics;
using Xunit;

namespace Yixun.Standalone.Tests;

/// <summary>Runs <c>./yixun</c> on a data folder.</summary>
internal static class CommandLine
{
    public static async Task<(int Code, string Output, string Error)> RunAsync(
        string data,
        params string[] arguments
    )
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var process = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [PlatformFixture.AssemblyOf("Yixun.Cli"), .. arguments, "--data", data]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output, await error);
    }
}
