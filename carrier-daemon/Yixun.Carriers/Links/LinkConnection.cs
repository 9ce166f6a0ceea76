using System.Net.Sockets;

namespace Yixun.Carriers.Links;

/// <summary>One of a link's connections: connects, logs in, serves, waits, and again, until stopped.</summary>
internal sealed class LinkConnection(
    int number,
    LinkSettings settings,
    LinkProtocol protocol,
    ICarrierLinkHandler handler,
    TimeProvider time,
    Random random
)
{
    private const int InboundCapacity = 128 * 1024;
    private static readonly TimeSpan BriefSession = TimeSpan.FromSeconds(2);
    private readonly Backoff _backoff = new(settings.Backoff, random);
    private TaskCompletionSource _needed = new();
    private volatile LinkSession? _session;
    private volatile bool _retired;
    private int _dormant;

    /// <summary>The bound session, if any.</summary>
    public LinkSession? Session => _session;

    /// <summary>True: it connects as soon as <see cref="Wake"/> is called, and not before.</summary>
    public bool IsDormant => Volatile.Read(ref _dormant) == 1;

    public LinkCounterCells Counters { get; } = new();

    /// <summary>There is something to send.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _dormant, 0) == 1)
        {
            _needed.TrySetResult();
        }
    }

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

            try
            {
                if (end.Dormant)
                {
                    await SleepAsync(end, stopping).ConfigureAwait(false);
                    continue;
                }

                var wait = end.RetryAtOnce ? TimeSpan.Zero : _backoff.Next(end.Fatal);
                Report(end, wait);
                await Task.Delay(wait, time, stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Waits until there is something to send.</summary>
    private async Task SleepAsync(LinkSessionEnd end, CancellationToken stopping)
    {
        _needed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _dormant, 1);
        Report(end, null);
        await _needed.Task.WaitAsync(stopping).ConfigureAwait(false);
    }

    private async Task<LinkSessionEnd> ServeOnceAsync(CancellationToken stopping)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var inbound = new InboundBuffer(Math.Max(InboundCapacity, 2 * settings.MaxPduLength));
            var login = await LogInAsync(socket, inbound, stopping).ConfigureAwait(false);
            return login.Refused ?? await ServeAsync(socket, inbound, login, stopping).ConfigureAwait(false);
        }
        finally
        {
            socket.Dispose();
        }
    }

    private async Task<LinkSessionEnd> ServeAsync(
        Socket socket,
        InboundBuffer inbound,
        LinkLogin login,
        CancellationToken stopping
    )
    {
        var session = protocol.CreateSession(new SessionContext(socket, inbound, handler, Counters, time));
        var boundAt = time.GetTimestamp();
        Counters.Binds++;
        _session = session;
        try
        {
            if (login.Warning is { } warning)
            {
                Tell(CarrierConnectionEventKind.Warning, warning);
            }

            Tell(CarrierConnectionEventKind.Bound, login.Detail);
            handler.OnCapacityChanged();
            await using var stop = stopping
                .Register(() =>
                    session.Close(new LinkSessionEnd(CarrierConnectionEventKind.Closed, "stopped"))
                )
                .ConfigureAwait(false);
            var end = await session.RunAsync().ConfigureAwait(false);
            // A gateway that closes at once is not called again at once.
            return end with { Dormant = end.Dormant && time.GetElapsedTime(boundAt) >= BriefSession };
        }
        finally
        {
            _session = null;
            _backoff.EndedAfter(time.GetElapsedTime(boundAt));
        }
    }

    /// <summary>Connects and logs in.</summary>
    private async Task<LinkLogin> LogInAsync(Socket socket, InboundBuffer inbound, CancellationToken stopping)
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
            return Failed(CarrierConnectionEventKind.ConnectFailed, "timeout");
        }
        catch (SocketException exception)
        {
            return Failed(CarrierConnectionEventKind.ConnectFailed, exception.SocketErrorCode.ToString());
        }
        catch (CarrierProtocolException exception)
        {
            return Failed(CarrierConnectionEventKind.ProtocolError, exception.Message);
        }
    }

    private async Task<LinkLogin> ExchangeAsync(
        Socket socket,
        InboundBuffer inbound,
        CancellationToken cancellationToken
    )
    {
        var output = new OutboundBuffer(128);
        protocol.WriteLogin(output, time.GetUtcNow().ToOffset(settings.UtcOffset));
        await socket.SendAsync(output.Take(), SocketFlags.None, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var received = await socket
                .ReceiveAsync(inbound.GetMemory(), SocketFlags.None, cancellationToken)
                .ConfigureAwait(false);
            if (received == 0)
            {
                return Failed(CarrierConnectionEventKind.ConnectFailed, "closed during login");
            }

            inbound.Received(received);
            if (protocol.ReadLogin(inbound) is { } login)
            {
                return login;
            }
        }
    }

    private static LinkLogin Failed(CarrierConnectionEventKind kind, string detail) =>
        new(new LinkSessionEnd(kind, detail), detail);

    private void Tell(CarrierConnectionEventKind kind, string detail) =>
        handler.OnConnectionEvent(new CarrierConnectionEvent(number, kind, detail, null));

    private void Report(LinkSessionEnd end, TimeSpan? retryAfter)
    {
        handler.OnConnectionEvent(new CarrierConnectionEvent(number, end.Kind, end.Detail, retryAfter));
        handler.OnCapacityChanged();
    }

    private TimeLimit Limit(TimeSpan span, CancellationToken stopping) => new(span, time, stopping);
}
