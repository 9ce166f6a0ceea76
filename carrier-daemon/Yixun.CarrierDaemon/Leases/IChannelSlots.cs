using Yixun.Carriers.Links;

namespace Yixun.CarrierDaemon.Leases;

/// <summary>The connection limits of all channels.</summary>
public interface IChannelSlots
{
    /// <summary>Slots of one channel, for one link.</summary>
    IConnectionSlots Of(string channelId);
}
