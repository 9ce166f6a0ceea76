using Yixun.CarrierDaemon.Channels;

namespace Yixun.CarrierDaemon.Hosting;

/// <summary>Section <c>Yixun</c>, as the daemon reads it.</summary>
public sealed class CarrierDaemonOptions
{
    public IList<ChannelSettings> Channels { get; } = [];
}
