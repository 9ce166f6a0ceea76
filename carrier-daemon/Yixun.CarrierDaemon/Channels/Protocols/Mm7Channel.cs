using System.Net;
using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7;
using Yixun.Core.Channels;
using Yixun.Core.Routing;

namespace Yixun.CarrierDaemon.Channels.Protocols;

/// <summary>Channels that speak MM7.</summary>
internal static class Mm7Channel
{
    public static ICarrierLink Create(ChannelSettings channel, ICarrierLinkHandler handler, TimeProvider time)
    {
        if (channel.Kind != ChannelKind.Mms)
        {
            throw new ArgumentException("A channel that speaks mm7 is of kind Mms.");
        }

        var own = channel.Mm7;
        // HTTP/1.1 carries one request at a time on a connection.
        var sockets = channel.Window * channel.Connections;
        if (sockets is < 1 or > Mm7LinkSettings.MaximumInFlight)
        {
            throw new ArgumentException(
                $"Window times connections is 1 to {Mm7LinkSettings.MaximumInFlight} with mm7."
            );
        }

        var dialect = new Mm7Dialect
        {
            Version = own.Version,
            QualifiedChildren = own.QualifiedChildren,
            ContentReference = own.ContentReference,
            Base64 = own.Base64,
        };
        var settings = new Mm7LinkSettings
        {
            Client = new Mm7ClientSettings
            {
                Address = Uri.TryCreate(own.Address, UriKind.Absolute, out var address)
                    ? address
                    : throw new ArgumentException("Mm7:Address is an absolute http or https URI."),
                Authentication = Enum.TryParse<Mm7Authentication>(
                    own.Authentication,
                    true,
                    out var authentication
                )
                    ? authentication
                    : throw new ArgumentException("Mm7:Authentication is None, Basic or Digest."),
                User = channel.Account,
                Password = channel.Secret,
                Dialect = own.Namespace.Length == 0 ? dialect : dialect with { Namespace = own.Namespace },
                ApiVersion = own.ApiVersion.Length == 0 ? null : own.ApiVersion,
                Connections = sockets,
                ResponseTimeout = channel.ResponseTimeout,
                // Base64 makes four octets of three; envelope and part headers come on top.
                MaxRequestBytes = (own.MaximumBytes * 3 / 2) + (64 * 1024),
                TryLaterCodes = channel.FlowControlCodes.Select(code => (int)code).ToHashSet(),
            },
            NominalConnections = channel.Connections,
            VaspId = own.VaspId,
            VasId = own.VasId.Length == 0 ? channel.AccessNumber : own.VasId,
            ServiceCode = NotEmpty(own.ServiceCode) ?? NotEmpty(channel.ServiceId),
            ReadReply = own.ReadReply,
            MaxContentBytes = own.MaximumBytes,
            Backoff = new BackoffSettings { Max = channel.MaximumBackoff },
        };
        var listener =
            own.Listen.Length == 0
                ? null
                : new Mm7Listener(
                    IPEndPoint.Parse(own.Listen),
                    own.PeerUser,
                    own.PeerPassword,
                    [.. own.PeerAddresses.Select(NetworkOf)]
                );
        return new Mm7Link(settings, handler, listener, time);
    }

    private static IPNetwork NetworkOf(string text) =>
        text.Contains('/', StringComparison.Ordinal) ? IPNetwork.Parse(text)
        : IPAddress.Parse(text) is var address ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : default;

    private static string? NotEmpty(string text) => text.Length == 0 ? null : text;
}
