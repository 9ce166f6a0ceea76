using System.Security.Cryptography;
using System.Text.Json;
using Yixun.Core.Channels;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>Tells whether a change of a channel needs new connections.</summary>
internal static class ConnectionFingerprint
{
    /// <summary>The same for settings whose connections are the same; shows no secret.</summary>
    public static string Of(ChannelSettings channel) =>
        Convert.ToHexString(
            SHA256.HashData(
                JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        channel.Kind,
                        channel.Protocol,
                        channel.AccessNumber,
                        channel.Host,
                        channel.Port,
                        channel.Account,
                        channel.Secret,
                        channel.ServiceId,
                        channel.MessageSource,
                        channel.FeeType,
                        channel.FeeCode,
                        channel.Connections,
                        channel.Window,
                        channel.ActiveTestInterval,
                        channel.ResponseTimeout,
                        channel.MaximumBackoff,
                        channel.FlowControlCodes,
                        channel.Sgip,
                        channel.Smgp,
                        channel.Smpp,
                        channel.Mm7,
                    }
                )
            )
        );
}
