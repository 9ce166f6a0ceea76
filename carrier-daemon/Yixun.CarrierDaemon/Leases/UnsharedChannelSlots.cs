using Yixun.Carriers.Links;

namespace Yixun.CarrierDaemon.Leases;

/// <summary>For a daemon without replicas.</summary>
public sealed class UnsharedChannelSlots : IChannelSlots
{
    public IConnectionSlots Of(string channelId) => UnsharedSlots.Instance;
}
