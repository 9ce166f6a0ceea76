using System.Net.Sockets;

namespace Yixun.Carriers.Links;

/// <summary>
/// One of a link's connections: takes a slot, connects, logs in, serves, waits, and again, until stopped. It keeps its slot
/// for as long as it works, and gives it back once it is closed.
/// </summary>
internal sealed class LinkConnection(
    int number,
    LinkSettings settings,
    LinkProtocol protocol,
    IConnectionSlots slots,
    int slotLimit,
    ICarrierLinkHandler handler,
    TimeProvider time,
    Random random
) : IDisposable
{
    private const int InboundCapacity = 128 * 1024;
    private static readonly TimeSpan BriefSession = TimeSpan.FromSeconds(2);
    private readonly Backoff _backoff = new(settings.Backoff, random);
    private TaskCompletionSource _needed = new();
    private volatile LinkSession? _session;
    private readonly CancellationTokenSource _retiring = new();
    private volatile bool _retired;
    private volatile bool _waiting;
    private volatile bool _hasSlot;
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

    /// <summary>Lets the present session be the last; waiting for another one ends.</summary>
    public void Retire()
    {
        _retired = true;
        // A slot that another connection of this process gives back now is for other processes.
        _ = _retiring.CancelAsync();
    }

    /// <summary>True while it waits because no slot is free.</summary>
    public bool IsWaiting => _waiting;

    /// <summary>True while it has a slot, connected or not.</summary>
    public bool HasSlot => _hasSlot;

    public ConnectionUse Use => protocol.Use;

    /// <summary>Once <see cref="RunAsync"/> has ended.</summary>
    public void Dispose() => _retiring.Dispose();

    public async Task RunAsync(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, _retiring.Token);
        try
        {
            while (!_retired && !stopping.IsCancellationRequested)
            {
                TimeSpan? pause;
                var slot = await TakeSlotAsync(ending.Token).ConfigureAwait(false);
                await using (slot.ConfigureAwait(false))
                {
                    pause = await HoldAsync(slot, stopping).ConfigureAwait(false);
                }

                if (pause is null)
                {
                    return;
                }

                await Task.Delay(pause.Value, time, ending.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_retired || stopping.IsCancellationRequested)
        {
            // Stopped or retired while it waited.
        }
    }

    private async Task<IConnectionSlot> TakeSlotAsync(CancellationToken stopping)
    {
        try
        {
            return await slots
                .TakeAsync(protocol.Use, slotLimit, TellWaiting, stopping)
                .ConfigureAwait(false);
        }
        finally
        {
            _waiting = false;
        }
    }

    /// <summary>Connects and serves until stopped, or until the slot is lost or better used by another process.</summary>
    /// <returns>How long to wait, without a slot, before the next try; null: it was the last.</returns>
    private async Task<TimeSpan?> HoldAsync(IConnectionSlot slot, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, slot.Lost);
        _hasSlot = true;
        if (slots.Shared)
        {
            handler.OnCapacityChanged();
        }

        try
        {
            while (true)
            {
                var binds = Counters.Binds;
                var end = await ServeOnceAsync(slot, ending.Token).ConfigureAwait(false);
                if (_retired || stopping.IsCancellationRequested)
                {
                    Report(end with { Kind = CarrierConnectionEventKind.Closed }, null);
                    return null;
                }

                if (!slot.IsHeld)
                {
                    Report(LinkSessionEnd.SlotLost, null);
                    return TimeSpan.Zero;
                }

                if (end.Dormant)
                {
                    await SleepAsync(end, ending.Token).ConfigureAwait(false);
                    continue;
                }

                var wait = end.RetryAtOnce ? TimeSpan.Zero : _backoff.Next(end.Fatal);
                Report(end, wait);
                if (slots.Shared && Counters.Binds == binds && end is { Fatal: false, RetryAtOnce: false })
                {
                    // Another process may reach the gateway. A refusal that only people can mend is not tried by each.
                    return wait;
                }

                await Task.Delay(wait, time, ending.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            Report(LinkSessionEnd.SlotLost, null);
            return TimeSpan.Zero;
        }
        finally
        {
            Volatile.Write(ref _dormant, 0);
            _hasSlot = false;
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

    private async Task<LinkSessionEnd> ServeOnceAsync(IConnectionSlot slot, CancellationToken stopping)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            var inbound = new InboundBuffer(Math.Max(InboundCapacity, 2 * settings.MaxPduLength));
            var login = await LogInAsync(socket, inbound, slot, stopping).ConfigureAwait(false);
            return login.Refused
                ?? await ServeAsync(socket, inbound, login, slot, stopping).ConfigureAwait(false);
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
        IConnectionSlot slot,
        CancellationToken stopping
    )
    {
        var session = protocol.CreateSession(
            new SessionContext(socket, inbound, handler, Counters, time) { Slot = slot }
        );
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
    private async Task<LinkLogin> LogInAsync(
        Socket socket,
        InboundBuffer inbound,
        IConnectionSlot slot,
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

            if (!slot.IsHeld)
            {
                return new LinkLogin(LinkSessionEnd.SlotLost, LinkSessionEnd.SlotLost.Detail);
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

    private void TellWaiting(string reason)
    {
        _waiting = true;
        Tell(CarrierConnectionEventKind.Waiting, reason);
        handler.OnCapacityChanged();
    }

    private void Tell(CarrierConnectionEventKind kind, string detail) =>
        handler.OnConnectionEvent(new CarrierConnectionEvent(number, kind, detail, null));

    private void Report(LinkSessionEnd end, TimeSpan? retryAfter)
    {
        handler.OnConnectionEvent(new CarrierConnectionEvent(number, end.Kind, end.Detail, retryAfter));
        handler.OnCapacityChanged();
    }

    private TimeLimit Limit(TimeSpan span, CancellationToken stopping) => new(span, time, stopping);
}
