using System.Net.Sockets;
using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp;

/// <summary>One of a link's connections: connects, logs in, serves, waits, and again, until stopped.</summary>
internal sealed class CmppConnection(
    int number,
    CmppLinkSettings settings,
    ICarrierLinkHandler handler,
    TimeProvider time,
    Random random
)
{
    private const int InboundCapacity = 128 * 1024;
    private readonly Backoff _backoff = new(settings.Backoff, random);
    private byte _version = settings.Version;
    private volatile CmppSession? _session;
    private volatile bool _retired;

    /// <summary>The bound session, if any.</summary>
    public CmppSession? Session => _session;

    public LinkCounterCells Counters { get; } = new();

    /// <summary>Lets the present session be the last.</summary>
    public void Retire() => _retired = true;

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var end = await ServeOnceAsync(stopping).ConfigureAwait(false);
            if (_retired || stopping.IsCancellationRequested)
            {
                Report(end with { Kind = CarrierConnectionEventKind.Closed }, null);
                return;
            }

            var wait = end.RetryAtOnce ? TimeSpan.Zero : _backoff.Next(end.Fatal);
            Report(end, wait);
            try
            {
                await Task.Delay(wait, time, stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<CmppSessionEnd> ServeOnceAsync(CancellationToken stopping)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var inbound = new InboundBuffer(InboundCapacity);
            var refused = await LogInAsync(socket, inbound, stopping).ConfigureAwait(false);
            if (refused is not null)
            {
                return refused;
            }

            return await ServeAsync(socket, inbound, stopping).ConfigureAwait(false);
        }
        finally
        {
            socket.Dispose();
        }
    }

    private async Task<CmppSessionEnd> ServeAsync(
        Socket socket,
        InboundBuffer inbound,
        CancellationToken stopping
    )
    {
        var session = new CmppSession(socket, inbound, settings, _version, handler, Counters, time);
        var boundAt = time.GetTimestamp();
        Counters.Binds++;
        _session = session;
        try
        {
            handler.OnConnectionEvent(
                new CarrierConnectionEvent(
                    number,
                    CarrierConnectionEventKind.Bound,
                    $"version 0x{_version:x2}",
                    null
                )
            );
            handler.OnCapacityChanged();
            await using var stop = stopping
                .Register(() =>
                    session.Close(new CmppSessionEnd(CarrierConnectionEventKind.Closed, "stopped"))
                )
                .ConfigureAwait(false);
            return await session.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            _session = null;
            _backoff.EndedAfter(time.GetElapsedTime(boundAt));
        }
    }

    /// <summary>Connects and logs in.</summary>
    /// <returns>Null when bound.</returns>
    private async Task<CmppSessionEnd?> LogInAsync(
        Socket socket,
        InboundBuffer inbound,
        CancellationToken stopping
    )
    {
        try
        {
            using (var connecting = Limit(settings.ConnectTimeout, stopping))
            {
                await socket
                    .ConnectAsync(settings.Host, settings.Port, connecting.Token)
                    .ConfigureAwait(false);
            }

            using var answering = Limit(settings.ResponseTimeout, stopping);
            return await ExchangeAsync(socket, inbound, answering.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new CmppSessionEnd(CarrierConnectionEventKind.ConnectFailed, "timeout");
        }
        catch (SocketException exception)
        {
            return new CmppSessionEnd(
                CarrierConnectionEventKind.ConnectFailed,
                exception.SocketErrorCode.ToString()
            );
        }
        catch (CarrierProtocolException exception)
        {
            return new CmppSessionEnd(CarrierConnectionEventKind.ProtocolError, exception.Message);
        }
    }

    private async Task<CmppSessionEnd?> ExchangeAsync(
        Socket socket,
        InboundBuffer inbound,
        CancellationToken cancellationToken
    )
    {
        var timestamp = CmppAuthenticator.Timestamp(time.GetUtcNow().ToOffset(settings.UtcOffset));
        var authenticator = CmppAuthenticator.Source(settings.Account, settings.Secret, timestamp);
        var output = new OutboundBuffer(64);
        CmppEncoder.Connect(output, 1, new CmppConnect(settings.Account, authenticator, _version, timestamp));
        await socket.SendAsync(output.Take(), SocketFlags.None, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var received = await socket
                .ReceiveAsync(inbound.GetMemory(), SocketFlags.None, cancellationToken)
                .ConfigureAwait(false);
            if (received == 0)
            {
                return new CmppSessionEnd(CarrierConnectionEventKind.ConnectFailed, "closed during login");
            }

            inbound.Received(received);
            if (TryReadAnswer(inbound) is { } response)
            {
                return Judge(response, authenticator);
            }
        }
    }

    private CmppConnectResponse? TryReadAnswer(InboundBuffer inbound)
    {
        if (!CmppDecoder.TryReadFrame(inbound.Unread, settings.MaxPduLength, out var header, out var body))
        {
            return null;
        }

        if (header.Command != CmppCommand.ConnectResponse)
        {
            throw new CarrierProtocolException($"0x{(uint)header.Command:x8} in place of CONNECT_RESP.");
        }

        var response = CmppDecoder.ConnectResponse(body);
        inbound.Consume(header.Length);
        return response;
    }

    private CmppSessionEnd? Judge(CmppConnectResponse response, byte[] authenticator)
    {
        if (response.Status == CmppStatus.Ok)
        {
            WarnIfForged(response, authenticator);
            return null;
        }

        var lower =
            response.Status == CmppStatus.VersionTooHigh
            && settings.AllowVersionFallback
            && CmppVersion.IsWide(_version);
        if (lower)
        {
            _version = CmppVersion.V20;
        }

        return new CmppSessionEnd(
            CarrierConnectionEventKind.LoginRefused,
            $"status {response.Status}: {CmppStatus.DescribeLogin(response.Status)}",
            CmppStatus.IsFatalLogin(response.Status),
            lower
        );
    }

    private void WarnIfForged(CmppConnectResponse response, byte[] authenticator)
    {
        if (
            !CmppAuthenticator.GatewayMatches(
                response.Status,
                response.Authenticator,
                authenticator,
                settings.Secret
            )
        )
        {
            handler.OnConnectionEvent(
                new CarrierConnectionEvent(
                    number,
                    CarrierConnectionEventKind.Warning,
                    "the gateway's authenticator does not match",
                    null
                )
            );
        }
    }

    private void Report(CmppSessionEnd end, TimeSpan? retryAfter)
    {
        handler.OnConnectionEvent(new CarrierConnectionEvent(number, end.Kind, end.Detail, retryAfter));
        handler.OnCapacityChanged();
    }

    private TimeLimit Limit(TimeSpan span, CancellationToken stopping) => new(span, time, stopping);
}
