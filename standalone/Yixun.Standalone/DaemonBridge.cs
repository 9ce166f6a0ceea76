using Yixun.CarrierDaemon.Hosting;
using Yixun.Functions.Admin;
using Yixun.Functions.Health;

namespace Yixun.Standalone;

/// <summary>Shows the daemon of this process to the functions of this process.</summary>
internal sealed class DaemonBridge(CarrierDaemonService daemon) : IChannelStatusSource, IReadinessCheck
{
    public string Name => "channels";

    public IReadOnlyList<ChannelStatusView> Current =>
        [
            .. daemon.Channels.Select(channel => new ChannelStatusView(
                channel.Settings.Id,
                channel.Settings.Name,
                [.. channel.Settings.Carriers.Select(carrier => carrier.ToString())],
                channel.Settings.AccessNumber,
                channel.Settings.Connections,
                channel.Bound,
                channel.Window,
                channel.InFlight,
                channel.Waiting,
                channel.LastEvent
            )),
        ];

    public Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var down = daemon
            .Channels.Where(channel => channel.Bound == 0)
            .Select(channel => channel.Settings.Id)
            .ToList();
        return Task.FromResult(down.Count == 0 ? null : $"not connected: {string.Join(", ", down)}");
    }
}
