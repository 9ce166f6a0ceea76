using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Yixun.Core;

namespace Yixun.Hosting;

/// <summary>The life of a process of the platform.</summary>
public static class PlatformProcess
{
    /// <summary>The configuration is not usable.</summary>
    public const int BadConfiguration = 7;

    /// <summary>Builds and runs a host from its entrance to its orderly end (SIGTERM, SIGINT).</summary>
    /// <param name="build">Makes the host; what it throws for a bad configuration becomes one line and an exit code.</param>
    /// <returns>Exit code.</returns>
    public static async Task<int> RunAsync(Func<IHost> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        Cultures.UseInvariant();
        try
        {
            using var host = build();
            using var interrupted = new CancellationTokenSource();
            var wait = host.Services.GetRequiredService<PlatformWait>();
            using (Interruption.Of(interrupted))
            {
                await wait.EnterAsync(interrupted.Token);
            }

            try
            {
                await host.StartAsync();
                await host.WaitForShutdownAsync();
            }
            finally
            {
                await wait.LeaveAsync();
            }

            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (Exception exception)
            when (exception
                    is PlatformStartException
                        or InvalidOperationException
                        or ArgumentException
                        or FormatException
                        or IOException
            )
        {
            await Console.Error.WriteLineAsync(
                $"医讯进程无法启动 (can't start): {exception.Message.ReplaceLineEndings(" ")}"
            );
            return BadConfiguration;
        }
    }
}
