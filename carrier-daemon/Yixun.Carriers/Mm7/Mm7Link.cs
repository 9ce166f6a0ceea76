using System.Collections.Concurrent;
using System.Net.Sockets;
using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Mm7;

/// <summary>
/// A channel to an MMSC: posts messages, one receiver each, and hears its reports and replies on a listener of ours. A
/// submit that may have arrived is never repeated.
/// </summary>
public sealed class Mm7Link : ICarrierLink
{
    private const int Unauthorized = 401;
    private const int Forbidden = 403;
    private const int RememberedTries = 10_000;
    private const string TransactionPrefix = "yx";

    private readonly Mm7LinkSettings _settings;
    private readonly GuardedLinkHandler _handler;
    private readonly TimeProvider _time;
    private readonly Mm7Client _client;
    private readonly IMm7Listener? _listener;
    private readonly Mm7Inbound _inbound;
    private readonly Mm7Availability _availability;
    private readonly Backoff _backoff;
    private readonly LinkCounterCells _counters = new();
    private readonly ConcurrentDictionary<long, int> _tries = new();
    private readonly ConcurrentDictionary<Task, byte> _submits = new();
    private readonly SemaphoreSlim _lost = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly Lock _gate = new();
    private Task _running = Task.CompletedTask;
    private TimeSpan _wait;
    private bool _started;
    private volatile bool _draining;

    /// <param name="listener">Where the MMSC posts to; null: it tells us nothing.</param>
    /// <exception cref="ArgumentException">A setting can't work.</exception>
    public Mm7Link(
        Mm7LinkSettings settings,
        ICarrierLinkHandler handler,
        IMm7Listener? listener = null,
        TimeProvider? time = null,
        Random? random = null
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(handler);
        settings.Validate();
        _settings = settings;
        _handler = new GuardedLinkHandler(handler);
        _time = time ?? TimeProvider.System;
        _client = new Mm7Client(settings.Client, _time);
        _listener = listener;
        _availability = new Mm7Availability(settings.Client.Connections, settings.SilencesUntilLost);
        _backoff = new Backoff(settings.Backoff, random ?? Random.Shared);
        _inbound = new Mm7Inbound(
            new Mm7InboundSettings { Dialect = settings.Client.Dialect },
            new Mm7LinkDeliveries(_handler, settings.StoreTimeout, _counters, _time)
        );
    }

    /// <summary>All or none: HTTP makes connections as they are needed.</summary>
    public int BoundConnections => _availability.IsBound && !_draining ? _settings.NominalConnections : 0;

    public int Window => _draining ? 0 : _availability.Window;

    public int InFlight => _availability.InFlight;

    public CarrierLinkCounters Counters
    {
        get
        {
            lock (_counters)
            {
                return LinkCounterCells.Snapshot([_counters]);
            }
        }
    }

    public void Start()
    {
        lock (_gate)
        {
            if (!_started)
            {
                _started = true;
                _running = Task.WhenAll(
                    Task.Run(() => KeepBoundAsync(_stopping.Token)),
                    Task.Run(() => ListenAsync(_stopping.Token))
                );
            }
        }
    }

    /// <exception cref="ArgumentException">It is no MMS, or one that this MMSC can't take.</exception>
    public bool TrySubmit(SubmitSegment[] segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        if (segments is not [{ Mms: { } composition } segment])
        {
            throw new ArgumentException("An MMS has one segment, with its content.", nameof(segments));
        }

        if (composition.Size > _settings.MaxContentBytes)
        {
            throw new ArgumentException(
                $"{composition.Size} octets; at most {_settings.MaxContentBytes}.",
                nameof(segments)
            );
        }

        if (_draining || !_availability.TryEnter())
        {
            lock (_counters)
            {
                _counters.WindowFull++;
            }

            return false;
        }

        var submit = Task.Run(() => SubmitAsync(segment, composition));
        _submits[submit] = 0;
        _ = submit.ContinueWith(
            done => _submits.TryRemove(done, out _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
        return true;
    }

    public async Task DrainAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        _draining = true;
        using (var limit = new TimeLimit(timeout, _time, cancellationToken))
        {
            await Task.WhenAll(_submits.Keys)
                .WaitAsync(limit.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await StopAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _draining = true;
        await StopAsync().ConfigureAwait(false);
        _client.Dispose();
        _lost.Dispose();
        _stopping.Dispose();
        _aborting.Dispose();
    }

    private async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _aborting.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_submits.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_listener is not null)
        {
            await _listener.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task SubmitAsync(SubmitSegment segment, Mm7Composition composition)
    {
        var began = _time.GetTimestamp();
        lock (_counters)
        {
            _counters.Submits++;
        }

        SubmitOutcome outcome;
        try
        {
            var result = await _client
                .SubmitAsync(RequestOf(segment, composition), _aborting.Token)
                .ConfigureAwait(false);
            outcome = result.Outcome;
        }
        catch (ArgumentException exception)
        {
            // Nothing was sent: the request can't be written.
            outcome = new SubmitOutcome(
                SubmitOutcomeKind.Rejected,
                null,
                Mm7StatusCode.MessageFormatCorrupt,
                exception.Message
            );
        }

        var refusesUs =
            outcome is { Kind: SubmitOutcomeKind.Rejected, Code: Unauthorized or Forbidden }
            || outcome
                is { Kind: SubmitOutcomeKind.Rejected, Code: (uint)Mm7StatusCode.ImproperIdentification };
        Count(outcome);
        if (refusesUs)
        {
            // It is the account that is refused, not the message: that waits until people mend the account.
            outcome = new SubmitOutcome(
                SubmitOutcomeKind.NotSent,
                null,
                outcome.Code,
                $"account refused: {outcome.Reason}"
            );
        }

        Remember(segment.MessageId, outcome.Kind);
        var sign = SignOf(outcome);
        if (sign == Mm7Sign.Answered)
        {
            lock (_gate)
            {
                _backoff.EndedAfter(TimeSpan.MaxValue);
            }
        }

        if (_availability.Leave(sign))
        {
            Lose(
                refusesUs ? CarrierConnectionEventKind.LoginRefused : CarrierConnectionEventKind.Lost,
                outcome.Reason
            );
        }

        _handler.OnSubmitOutcome(segment, outcome, _time.GetElapsedTime(began));
        _handler.OnCapacityChanged();
    }

    private Mm7Sign SignOf(in SubmitOutcome outcome) =>
        outcome.Kind switch
        {
            _ when _aborting.IsCancellationRequested => Mm7Sign.None,
            SubmitOutcomeKind.NotSent => Mm7Sign.Gone,
            SubmitOutcomeKind.Uncertain => Mm7Sign.Silent,
            _ => Mm7Sign.Answered,
        };

    private Mm7SubmitReq RequestOf(SubmitSegment segment, Mm7Composition composition) =>
        new()
        {
            // A try that the MMSC refused used up its id.
            TransactionId = Mm7TransactionId.Create(
                TransactionPrefix,
                segment.MessageId,
                _tries.GetValueOrDefault(segment.MessageId) % 10
            ),
            VaspId = _settings.VaspId,
            VasId = _settings.VasId,
            SenderAddress = segment.Source.Length == 0 ? null : segment.Source,
            Recipients = Mm7Recipients.Only(segment.Destination),
            ServiceCode = _settings.ServiceCode,
            TimeStamp = _time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)),
            DeliveryReport = true,
            ReadReply = _settings.ReadReply,
            Subject = composition.Subject,
            Content = composition.Content,
        };

    private void Remember(long messageId, SubmitOutcomeKind kind)
    {
        if (kind != SubmitOutcomeKind.FlowControl)
        {
            _tries.TryRemove(messageId, out _);
            return;
        }

        if (_tries.Count >= RememberedTries)
        {
            _tries.Clear();
        }

        _tries.AddOrUpdate(messageId, 1, static (_, tries) => tries + 1);
    }

    private void Count(in SubmitOutcome outcome)
    {
        lock (_counters)
        {
            _counters.NotSent += outcome.Kind == SubmitOutcomeKind.NotSent ? 1 : 0;
            if (outcome.Kind == SubmitOutcomeKind.Uncertain)
            {
                _counters.Uncertain++;
                _counters.Timeouts +=
                    outcome.Reason?.Contains("timeout", StringComparison.Ordinal) == true ? 1 : 0;
            }
            else if (outcome.Kind != SubmitOutcomeKind.NotSent)
            {
                _counters.CountResponse(outcome.Code);
            }
        }
    }

    private void Lose(CarrierConnectionEventKind kind, string? detail)
    {
        _wait = NextWait(kind == CarrierConnectionEventKind.LoginRefused);
        Tell(kind, detail, _wait);
        _lost.Release();
    }

    private TimeSpan NextWait(bool fatal)
    {
        lock (_gate)
        {
            return _backoff.Next(fatal);
        }
    }

    /// <summary>Sees whether the MMSC's port takes a connection, whenever it is not known to answer.</summary>
    private async Task KeepBoundAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await _lost.WaitAsync(stopping).ConfigureAwait(false);
                await Task.Delay(_wait, _time, stopping).ConfigureAwait(false);
                while (await ConnectAsync(stopping).ConfigureAwait(false) is { } problem)
                {
                    var wait = NextWait(fatal: false);
                    Tell(CarrierConnectionEventKind.ConnectFailed, problem, wait);
                    await Task.Delay(wait, _time, stopping).ConfigureAwait(false);
                }

                _availability.Bind();
                lock (_counters)
                {
                    _counters.Binds++;
                }

                Tell(CarrierConnectionEventKind.Bound, "the MMSC's port is open", null);
                _handler.OnCapacityChanged();
            }
        }
        catch (OperationCanceledException)
        {
            Tell(CarrierConnectionEventKind.Closed, "stopped", null);
        }
    }

    /// <returns>Why no connection could be made; null when one could.</returns>
    private async Task<string?> ConnectAsync(CancellationToken stopping)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var limit = new TimeLimit(_settings.Client.ConnectTimeout, _time, stopping);
        try
        {
            var address = _settings.Client.Address;
            await socket
                .ConnectAsync(address.IdnHost.Trim('[', ']'), address.Port, limit.Token)
                .ConfigureAwait(false);
            return null;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode.ToString();
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return "timeout";
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        var backoff = new Backoff(_settings.Backoff, Random.Shared);
        while (_listener is not null && !stopping.IsCancellationRequested)
        {
            try
            {
                await _listener.StartAsync(_inbound, stopping).ConfigureAwait(false);
                return;
            }
            // Messages go out all the same; their reports wait at the MMSC.
            catch (Exception exception)
                when (exception is IOException or SocketException or InvalidOperationException)
            {
                var wait = backoff.Next();
                Tell(
                    CarrierConnectionEventKind.Warning,
                    $"the listener can't start: {exception.Message}",
                    wait
                );
                await Task.Delay(wait, _time, stopping).ConfigureAwait(false);
            }
        }
    }

    private void Tell(CarrierConnectionEventKind kind, string? detail, TimeSpan? retryAfter) =>
        _handler.OnConnectionEvent(new CarrierConnectionEvent(1, kind, detail, retryAfter));
}
