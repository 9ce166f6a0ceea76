using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Yixun.Carriers.Links;
using Yixun.Carriers.Sgip.Codec;
using Yixun.Carriers.Sgip.Pdus;

namespace Yixun.Carriers.Sgip;

/// <summary>
/// Takes the connections that the gateway opens for reports and replies. Many short ones a minute are normal, so their
/// coming and going is no event.
/// </summary>
internal sealed class SgipListener(SgipLinkSettings settings, ICarrierLinkHandler handler, TimeProvider time)
    : IAsyncDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Socket, Task> _connections = new();
    private readonly ConcurrentDictionary<SgipSession, bool> _sessions = new();
    private readonly LinkCounterCells _counters = new();
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;
    private ITimer? _sweeper;

    public int Port => (_listener?.LocalEndpoint as IPEndPoint)?.Port ?? 0;

    /// <exception cref="SocketException">The address is taken or not ours.</exception>
    public void Start()
    {
        if (_listener is not null)
        {
            return;
        }

        var listener = new TcpListener(settings.Listen!);
        listener.Start();
        _listener = listener;
        _accepting = Task.Run(AcceptAsync);
        _sweeper = time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        _listener?.Dispose();
        if (_sweeper is not null)
        {
            await _sweeper.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var session in _sessions.Keys)
        {
            session.Close(new LinkSessionEnd(CarrierConnectionEventKind.Closed, "stopped"));
        }

        foreach (var socket in _connections.Keys)
        {
            socket.Dispose();
        }

        await Task.WhenAll([_accepting, .. _connections.Values]).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener!.AcceptSocketAsync(_stopping.Token).ConfigureAwait(false);
                if (!IsAllowed(socket) || _connections.Count >= settings.PeerConnections)
                {
                    Warn($"a connection from {(socket.RemoteEndPoint as IPEndPoint)?.Address} was refused");
                    socket.Dispose();
                    continue;
                }

                var started = new TaskCompletionSource();
                _connections[socket] = ServeAsync(socket, started.Task);
                started.SetResult();
            }
            catch (SocketException exception) when (!_stopping.IsCancellationRequested)
            {
                Warn($"a connection could not be accepted: {exception.SocketErrorCode}");
            }
            catch (Exception exception)
                when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private bool IsAllowed(Socket socket)
    {
        var address = (socket.RemoteEndPoint as IPEndPoint)?.Address;
        return settings.PeerAddresses.Count == 0
            || (
                address is not null
                && settings.PeerAddresses.Any(allowed => allowed.MapToIPv6().Equals(address.MapToIPv6()))
            );
    }

    private async Task ServeAsync(Socket socket, Task started)
    {
        await started.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            socket.NoDelay = true;
            var inbound = new InboundBuffer(64 * 1024);
            using (var limit = new TimeLimit(settings.ResponseTimeout, time, _stopping.Token))
            {
                if (!await LogInAsync(socket, inbound, limit.Token).ConfigureAwait(false))
                {
                    return;
                }
            }

            var session = new SgipSession(
                settings,
                new SgipClock(settings.UtcOffset, time),
                new SessionContext(socket, inbound, handler, _counters, time),
                0,
                submits: false
            );
            _sessions[session] = true;
            try
            {
                var end = await session.RunAsync().ConfigureAwait(false);
                if (end.Kind == CarrierConnectionEventKind.ProtocolError)
                {
                    Warn($"the gateway's connection: {end.Detail}");
                }
            }
            finally
            {
                _sessions.TryRemove(session, out _);
            }
        }
        catch (Exception exception)
            when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The gateway went away, or we stop.
        }
        catch (CarrierProtocolException exception)
        {
            Warn($"the gateway's connection: {exception.Message}");
        }
        finally
        {
            socket.Dispose();
            _connections.TryRemove(socket, out _);
        }
    }

    /// <summary>Waits for the Bind and answers it.</summary>
    private async Task<bool> LogInAsync(
        Socket socket,
        InboundBuffer inbound,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var received = await socket
                .ReceiveAsync(inbound.GetMemory(), SocketFlags.None, cancellationToken)
                .ConfigureAwait(false);
            if (received == 0)
            {
                return false;
            }

            inbound.Received(received);
            if (TryReadBind(inbound) is not { } login)
            {
                continue;
            }

            var output = new OutboundBuffer(64);
            SgipEncoder.Response(output, SgipCommand.BindResponse, login.Sequence, login.Result);
            await socket.SendAsync(output.Take(), SocketFlags.None, cancellationToken).ConfigureAwait(false);
            if (login.Result != SgipResult.Ok)
            {
                Warn($"the gateway's login was refused with {login.Result}");
            }

            return login.Result == SgipResult.Ok;
        }
    }

    private (SgipSequence Sequence, byte Result)? TryReadBind(InboundBuffer inbound)
    {
        if (!SgipDecoder.TryReadFrame(inbound.Unread, settings.MaxPduLength, out var header, out var body))
        {
            return null;
        }

        if (header.Command != SgipCommand.Bind)
        {
            throw new CarrierProtocolException($"0x{(uint)header.Command:x8} in place of Bind.");
        }

        var bind = SgipDecoder.Bind(body);
        inbound.Consume(header.Length);
        return (header.Sequence, Judge(bind));
    }

    private byte Judge(SgipBind bind)
    {
        if (!Matches(bind.Name, settings.PeerAccount) | !Matches(bind.Password, settings.PeerSecret))
        {
            return SgipResult.IllegalLogin;
        }

        // Type 2 is the specification's; some gateways say 1.
        return bind.LoginType is 1 or 2 ? SgipResult.Ok : SgipResult.WrongLoginType;
    }

    private static bool Matches(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.Latin1.GetBytes(given),
            Encoding.Latin1.GetBytes(expected)
        );

    private void Sweep()
    {
        foreach (var session in _sessions.Keys)
        {
            session.Sweep();
        }
    }

    private void Warn(string detail) =>
        handler.OnConnectionEvent(
            new CarrierConnectionEvent(0, CarrierConnectionEventKind.Warning, detail, null)
        );
}
