using Yixun.Carriers.Links;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>Makes the link of a channel, by its protocol.</summary>
public interface ICarrierLinkFactory
{
    /// <exception cref="ArgumentException">A setting can't work.</exception>
    ICarrierLink Create(ChannelSettings channel, ICarrierLinkHandler handler);
}
