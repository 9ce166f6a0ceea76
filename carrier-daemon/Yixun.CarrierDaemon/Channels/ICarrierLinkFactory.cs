using Yixun.Carriers.Links;
using Yixun.Core.Channels;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>Makes the link of a channel, by its protocol.</summary>
public interface ICarrierLinkFactory
{
    /// <exception cref="ArgumentException">A setting can't work.</exception>
    ICarrierLink Create(ChannelSettings channel, ICarrierLinkHandler handler);

    /// <summary>Says whether a channel could run with its settings; connects to nobody.</summary>
    /// <exception cref="ArgumentException">A setting can't work.</exception>
    ValueTask CheckAsync(ChannelSettings channel) => Create(channel, new UnheardLinkHandler()).DisposeAsync();
}
