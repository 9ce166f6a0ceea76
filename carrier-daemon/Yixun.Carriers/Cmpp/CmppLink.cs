using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp;

/// <summary>
/// The connections of a channel to a CMPP 2.0, 2.1 or 3.0 gateway, kept alive. See <see cref="ICarrierLink"/> for the
/// rules of submitting; nothing is ever sent twice.
/// </summary>
public sealed class CmppLink : ICarrierLink
{
    private readonly CmppLinkSettings _settings;

    private readonly TimeProvider _time;
    private readonly CmppConnection[] _connections;
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
    /// <exception cref="ArgumentException">A setting can't work on the wire.</exception>
    public CmppLink(
        CmppLinkSettings settings,
        ICarrierLinkHandler handler,
        TimeProvider? time = null,
        Random? random = null
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(handler);
        settings.Validate();
        _settings = settings;

        _time = time ?? TimeProvider.System;
        _connections = new CmppConnection[settings.Connections];
        var guarded = new GuardedLinkHandler(handler);
        for (var index = 0; index < _connections.Length; index++)
        {
            _connections[index] = new CmppConnection(
                index + 1,
                settings,
                guarded,
                _time,
                random ?? Random.Shared
            );
        }
    }

    public int BoundConnections => _connections.Count(static connection => connection.Session is not null);

    public int Window => BoundConnections * _settings.Window;

    public int InFlight => _connections.Sum(static connection => connection.Session?.InFlight ?? 0);

    public CarrierLinkCounters Counters =>
        LinkCounterCells.Snapshot(_connections.Select(static connection => connection.Counters));

    public void Start()
    {
        lock (_gate)
        {
            if (_sweeper is not null || _stopping.IsCancellationRequested)
            {
                return;
            }

            var interval = SweepInterval();
            _sweeper = _time.CreateTimer(static link => ((CmppLink)link!).Sweep(), this, interval, interval);
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
            if (CmppSubmitTemplate.Problem(segment, _settings.AsciiMaxOctets) is { } problem)
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
        }

        return false;
    }

    public async Task DrainAsync(TimeSpan timeout, CancellationToken cancellationToken)
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
                        .OfType<CmppSession>()
                        .Select(session => session.DrainAsync(limit.Token))
                )
                .ConfigureAwait(false);
        }

        await StopAsync().ConfigureAwait(false);
    }

    /// <summary>Closes at once; open segments end as uncertain or not sent.</summary>
    public async ValueTask DisposeAsync()
    {
        _draining = true;
        await StopAsync().ConfigureAwait(false);
        _stopping.Dispose();
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

    private TimeSpan SweepInterval()
    {
        var shortest = Math.Min(_settings.ResponseTimeout.Ticks, _settings.ActiveTestInterval.Ticks) / 10;
        return TimeSpan.FromTicks(
            Math.Clamp(shortest, TimeSpan.TicksPerMillisecond * 10, TimeSpan.TicksPerSecond)
        );
    }
}
