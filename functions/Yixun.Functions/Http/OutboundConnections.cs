using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Yixun.Functions.Http;

/// <summary>
/// The way out of callbacks and alert webhooks, whose addresses people enter. Never goes to link-local addresses (a cloud's
/// metadata service is one), multicast, broadcast or the unspecified address, whatever name stands for them: the address
/// that was looked at is the one that is connected to. A hospital's systems are on its intranet, so private addresses may
/// be reached unless <see cref="OutboundOptions.AllowedNetworks"/> says which.
/// </summary>
public sealed class OutboundConnections
{
    private static readonly IPNetwork[] Refused =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("224.0.0.0/4"),
        IPNetwork.Parse("255.255.255.255/32"),
        IPNetwork.Parse("::/128"),
        IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("ff00::/8"),
    ];

    /// <summary>IPv4 addresses written as IPv6 ones for a translator (RFC 6052).</summary>
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    private readonly IPNetwork[] _allowed;

    /// <exception cref="InvalidOperationException">A network of the setting is malformed.</exception>
    public OutboundConnections(IOptions<OutboundOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _allowed = [.. options.Value.AllowedNetworks.Select(NetworkOf)];
    }

    /// <summary>Whether the address may be connected to.</summary>
    public bool IsAllowed(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = PlainOf(address);
        return !Refused.Any(network => network.Contains(plain))
            && (_allowed.Length == 0 || _allowed.Any(network => network.Contains(plain)));
    }

    /// <summary>Chinese: why nothing may be posted there; null where its host is a name, or an address that is allowed.</summary>
    public string? Refusal(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return IPAddress.TryParse(url.IdnHost, out var address) && !IsAllowed(address)
            ? $"不允许连接 {address}：链路本地、组播、广播地址，或不在 {OutboundOptions.SectionName}:AllowedNetworks 所列网段内"
            : null;
    }

    /// <summary>
    /// A handler that follows no redirect, knows no proxy and connects only to what is allowed; else its request ends in an
    /// <see cref="HttpRequestException"/> around an <see cref="OutboundRefusedException"/>.
    /// </summary>
    public SocketsHttpHandler CreateHandler(TimeSpan connectTimeout) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = connectTimeout,
            ConnectCallback = ConnectAsync,
            // A system may move to another address.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };

    private async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        CancellationToken cancellationToken
    )
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = found.Where(IsAllowed).ToArray();
        if (allowed.Length == 0)
        {
            throw new OutboundRefusedException(host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static IPAddress PlainOf(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address.AddressFamily == AddressFamily.InterNetworkV6 && Translated.Contains(address)
            ? new IPAddress(address.GetAddressBytes().AsSpan(12))
        : address;

    private static IPNetwork NetworkOf(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new InvalidOperationException(
            $"Setting {OutboundOptions.SectionName}:AllowedNetworks: '{text}' is not a network like 10.0.0.0/8."
        );
}
