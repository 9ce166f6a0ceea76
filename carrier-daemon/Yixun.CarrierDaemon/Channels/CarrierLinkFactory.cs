using System.Collections.Frozen;
using Yixun.CarrierDaemon.Channels.Protocols;
using Yixun.CarrierDaemon.Leases;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Links;
using Yixun.Core.Channels;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>Every protocol that the daemon speaks. A new one is a folder of its own and its line here.</summary>
/// <param name="slots">The channels' connection limits; null: there is no other daemon.</param>
public sealed class CarrierLinkFactory(TimeProvider time, IChannelSlots? slots = null) : ICarrierLinkFactory
{
    private static readonly FrozenDictionary<string, Maker> Makers = new Dictionary<string, Maker>
    {
        ["cmpp20"] = static (c, handler, time, slots) =>
            CmppChannel.Create(c, CmppVersion.V20, handler, time, slots),
        ["cmpp30"] = static (c, handler, time, slots) =>
            CmppChannel.Create(c, CmppVersion.V30, handler, time, slots),
        ["sgip"] = SgipChannel.Create,
        ["smgp"] = SmgpChannel.Create,
        ["smpp"] = SmppChannel.Create,
        // HTTP connections come and go with requests: there is no login to lease.
        ["mm7"] = static (c, handler, time, _) => Mm7Channel.Create(c, handler, time),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private delegate ICarrierLink Maker(
        ChannelSettings channel,
        ICarrierLinkHandler handler,
        TimeProvider time,
        IConnectionSlots slots
    );

    /// <summary>Names that a channel's protocol may have.</summary>
    public static IReadOnlyCollection<string> Protocols => Makers.Keys;

    /// <exception cref="ArgumentException">A setting can't work; the message names channel and setting.</exception>
    public ICarrierLink Create(ChannelSettings channel, ICarrierLinkHandler handler)
    {
        ArgumentNullException.ThrowIfNull(channel);
        if (!Makers.TryGetValue(channel.Protocol, out var make))
        {
            throw new ArgumentException(
                $"Channel {channel.Id}: protocol '{channel.Protocol}' is not known; it is one of {string.Join(", ", Makers.Keys.Order(StringComparer.Ordinal))}."
            );
        }

        try
        {
            return make(channel, handler, time, slots?.Of(channel.Id) ?? UnsharedSlots.Instance);
        }
        catch (Exception exception)
            when (exception is ArgumentException or FormatException or OverflowException)
        {
            throw new ArgumentException($"Channel {channel.Id}: {exception.Message}", exception);
        }
    }
}
