using Yixun.CarrierDaemon.Hosting;
using Yixun.Functions.Health;

namespace Yixun.Standalone;

/// <summary>Every channel of this process has a connection.</summary>
internal sealed class ChannelReadiness(CarrierDaemonService daemon) : IReadinessCheck
{
    public string Name => "channels";

    public Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var down = daemon
            .Channels.Where(channel => channel.Bound == 0)
            .Select(channel => channel.Settings.Id)
            .ToList();
        return Task.FromResult(down.Count == 0 ? null : $"not connected: {string.Join(", ", down)}");
    }
}
