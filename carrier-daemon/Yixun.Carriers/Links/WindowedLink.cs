namespace Yixun.Carriers.Links;

/// <summary>
/// The connections of a channel to a gateway whose protocol answers every request by its number, kept alive. See
/// <see cref="ICarrierLink"/> for the rules of submitting; nothing is ever sent twice.
/// </summary>
public abstract class WindowedLink : ICarrierLink
{
    private readonly LinkSettings _settings;
    private readonly IConnectionSlots _slots;
    private readonly TimeProvider _time;
    private readonly LinkConnection[] _connections;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private Task _running = Task.CompletedTask;
    private ITimer? _sweeper;
    private uint _turn;
    private int _sweeping;
    private volatile bool _draining;

    /// <param name="settings">Checked here.</param>
    /// <param name="handler">Hears what happens; must not block.</param>
    /// <param name="time">Clock of time-outs, back-off and login.</param>
    /// <param name="random">Jitter of the back-off.</param>
    /// <param name="slots">The channel's connection limit; null: this process has it for itself.</param>
    /// <param name="protocols">One for each connection.</param>
    /// <exception cref="ArgumentException">A setting can't work on the wire.</exception>
    private protected WindowedLink(
        LinkSettings settings,
        ICarrierLinkHandler handler,
        TimeProvider? time,
        Random? random,
        IConnectionSlots? slots,
        Func<IEnumerable<LinkProtocol>> protocols
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(handler);
        settings.Validate();
        _settings = settings;
        _slots = slots ?? UnsharedSlots.Instance;
        _time = time ?? TimeProvider.System;
        Handler = new GuardedLinkHandler(handler);
        LinkProtocol[] all = [.. protocols()];
        _connections =
        [
            .. all.Select(
                (protocol, index) =>
                    new LinkConnection(
                        index + 1,
                        settings,
                        protocol,
                        _slots,
                        all.Count(each => each.Use == protocol.Use),
                        Handler,
                        _time,
                        random ?? Random.Shared
                    )
            ),
        ];
    }

    public int BoundConnections => _connections.Count(IsAvailable);

    public int Window => BoundConnections * _settings.Window;

    public int WaitingConnections => _connections.Count(static connection => connection.IsWaiting);

    public bool IsStandby => _slots.Shared && !_connections.Any(static connection => connection.HasSlot);

    public double Share =>
        _slots.Shared
            ? (double)BoundConnections
                / _connections.Count(static connection => connection.Use == ConnectionUse.Submit)
            : 1;

    public int InFlight => _connections.Sum(static connection => connection.Session?.InFlight ?? 0);

    private protected GuardedLinkHandler Handler { get; }

    private protected TimeProvider Time => _time;

    public CarrierLinkCounters Counters =>
        LinkCounterCells.Snapshot(_connections.Select(static connection => connection.Counters));

    public virtual void Start()
    {
        lock (_gate)
        {
            if (_sweeper is not null || _stopping.IsCancellationRequested)
            {
                return;
            }

            var interval = SweepInterval();
            _sweeper = _time.CreateTimer(
                static link => ((WindowedLink)link!).Sweep(),
                this,
                interval,
                interval
            );
            _running = Task.WhenAll(
                _connections.Select(connection => Task.Run(() => connection.RunAsync(_stopping.Token)))
            );
        }
    }

    /// <exception cref="ArgumentException">
    /// There is no segment, or one can't be put into a SUBMIT (too long a number, or more octets than the settings allow).
    /// </exception>
    public bool TrySubmit(SubmitSegment[] segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentOutOfRangeException.ThrowIfZero(segments.Length);
        foreach (var segment in segments)
        {
            if (SubmitLimits.Problem(segment, _settings.AsciiMaxOctets) is { } problem)
            {
                throw new ArgumentException(problem, nameof(segments));
            }
        }

        if (_draining)
        {
            return false;
        }

        var turn = Interlocked.Increment(ref _turn);
        for (var offset = 0u; offset < (uint)_connections.Length; offset++)
        {
            var connection = _connections[(turn + offset) % (uint)_connections.Length];
            if (connection.Session?.TrySubmit(segments) == true)
            {
                return true;
            }

            connection.Wake();
        }

        return false;
    }

    public virtual async Task DrainAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        _draining = true;
        foreach (var connection in _connections)
        {
            connection.Retire();
        }

        using (var limit = new TimeLimit(timeout, _time, cancellationToken))
        {
            await Task.WhenAll(
                    _connections
                        .Select(static connection => connection.Session)
                        .OfType<LinkSession>()
                        .Select(session => session.DrainAsync(limit.Token))
                )
                .ConfigureAwait(false);
        }

        await StopAsync().ConfigureAwait(false);
    }

    /// <summary>Closes at once; open segments end as uncertain or not sent.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        _draining = true;
        await StopAsync().ConfigureAwait(false);
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }

        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task StopAsync()
    {
        if (!_stopping.IsCancellationRequested)
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
        }

        Task running;
        ITimer? sweeper;
        lock (_gate)
        {
            running = _running;
            sweeper = _sweeper;
            _sweeper = null;
        }

        if (sweeper is not null)
        {
            await sweeper.DisposeAsync().ConfigureAwait(false);
        }

        await running.ConfigureAwait(false);
    }

    private void Sweep()
    {
        // One sweep at a time: a slow one must not pile up timers.
        if (Interlocked.Exchange(ref _sweeping, 1) == 1)
        {
            return;
        }

        try
        {
            foreach (var connection in _connections)
            {
                connection.Session?.Sweep();
            }
        }
        finally
        {
            Volatile.Write(ref _sweeping, 0);
        }
    }

    /// <summary>Logged in and for sending, or logged in as soon as there is something to send.</summary>
    private static bool IsAvailable(LinkConnection connection) =>
        connection.Session is { } session ? session.Submits : connection.IsDormant;

    private TimeSpan SweepInterval()
    {
        var shortest = Math.Min(_settings.ResponseTimeout.Ticks, _settings.ActiveTestInterval.Ticks) / 10;
        return TimeSpan.FromTicks(
            Math.Clamp(shortest, TimeSpan.TicksPerMillisecond * 10, TimeSpan.TicksPerSecond)
        );
    }
}
