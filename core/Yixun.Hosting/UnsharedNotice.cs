using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yixun.Coordination.Redis;

namespace Yixun.Hosting;

/// <summary>Says at the start what a process without Redis does by itself.</summary>
internal sealed partial class UnsharedNotice(ILogger<UnsharedNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogUnshared(RedisOptions.SettingName);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Setting {Setting} is empty: this process counts rates and nonces by itself, and sees changes of other processes within 20 seconds"
    )]
    private partial void LogUnshared(string setting);
}
