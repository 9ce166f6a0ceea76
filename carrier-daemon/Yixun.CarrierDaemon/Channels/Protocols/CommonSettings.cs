using Yixun.Carriers.Links;
using Yixun.Core.Channels;

namespace Yixun.CarrierDaemon.Channels.Protocols;

/// <summary>What the connections of every protocol have in common.</summary>
internal static class CommonSettings
{
    /// <summary>Adds it to a protocol's settings.</summary>
    public static T Connect<T>(this ChannelSettings channel, T settings)
        where T : LinkSettings =>
        (T)(
            settings with
            {
                Window = channel.Window,
                Connections = channel.Connections,
                ActiveTestInterval = channel.ActiveTestInterval,
                ResponseTimeout = channel.ResponseTimeout,
                Backoff = new BackoffSettings { Max = channel.MaximumBackoff },
            }
        );
}
