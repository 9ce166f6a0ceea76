using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Yixun.Coordination.Redis;

/// <summary>
/// The connection to Redis, and a circuit: what fails is not asked again until a look from time to time finds it well. It
/// looks by what is needed: a script that writes.
/// </summary>
public sealed partial class RedisLink : IHostedService, ISharing, IAsyncDisposable
{
    /// <summary>Answers in a row that may fail to come before Redis counts as lost; a lost connection counts at once.</summary>
    private const int MaximumSilences = 3;

    private const string Probe = "return redis.call('SET', KEYS[1], '1', 'PX', 10000)";

    private readonly RedisOptions _options;
    private readonly ConfigurationOptions _connection;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisLink> _logger;
    private readonly RedisChannel _channel;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _turning = new();
    private ConnectionMultiplexer? _redis;
    private IDatabase? _database;
    private Action<RedisValue>? _heard;
    private Task _looking = Task.CompletedTask;
    private volatile bool _isUp;
    private volatile bool _isSubscribed;
    private bool _isLossTold;
    private DateTimeOffset? _lostSince;
    private long _failures;
    private int _silences;
    private int _disposed;

    /// <exception cref="ArgumentException">The configuration can't be read; the message does not hold it.</exception>
    public RedisLink(RedisOptions options, TimeProvider time, ILogger<RedisLink> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _options = options;
        _connection = options.Parse();
        _time = time;
        _logger = logger;
        _channel = RedisChannel.Literal(options.Prefix + "changes");
        _lostSince = time.GetUtcNow();
    }

    /// <summary>It was lost or is back.</summary>
    internal event Action? Changed;

    public bool IsConfigured => true;

    public bool IsUp => _isUp;

    public string? Trouble =>
        _isUp
            ? null
            : "Redis is away: rates and nonces count in this process, changes of others are seen later";

    public DateTimeOffset? LostSince
    {
        get
        {
            lock (_turning)
            {
                return _lostSince;
            }
        }
    }

    /// <summary>How often it failed to answer.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>What others publish arrives.</summary>
    internal bool IsListening => _isUp && _isSubscribed && _redis!.GetSubscriber().IsConnected(_channel);

    internal string Prefix => _options.Prefix;

    /// <summary>Connects, for two seconds at most; a server that is away is looked for while the process serves.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _redis = await ConnectionMultiplexer.ConnectAsync(_connection);
        _redis.ConnectionRestored += OnRestored;
        _database = _redis.GetDatabase();
        await LookAsync(_stopping.Token);
        _looking = Task.Run(() => GoOnLookingAsync(_stopping.Token), CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await StopAsync(CancellationToken.None);
            _isUp = false;
            if (_redis is not null)
            {
                await _redis.DisposeAsync();
            }

            _stopping.Dispose();
        }
    }

    /// <summary>Asks something, unless Redis is away.</summary>
    internal async ValueTask<RedisAnswer<TAnswer>> AskAsync<TAsked, TAnswer>(
        Func<IDatabase, TAsked, Task<TAnswer>> ask,
        TAsked asked,
        CancellationToken cancellationToken
    )
    {
        if (!_isUp)
        {
            return default;
        }

        try
        {
            var answer = await ask(_database!, asked)
                .WaitAsync(_options.AnswerTime, _time, cancellationToken);
            Volatile.Write(ref _silences, 0);
            return new RedisAnswer<TAnswer>(true, answer);
        }
        catch (Exception exception) when (IsFailure(exception, cancellationToken))
        {
            Fail(exception);
            return default;
        }
    }

    /// <summary>Tells every process that listens, without waiting for it.</summary>
    internal void Publish(byte[] message) =>
        _ = AskAsync(
                (database, octets) => database.PublishAsync(_channel, octets),
                message,
                CancellationToken.None
            )
            .AsTask();

    /// <summary>Gives what every process publishes, its own messages too. Before the start.</summary>
    internal void Listen(Action<RedisValue> heard) => _heard = heard;

    private static bool IsFailure(Exception exception, CancellationToken cancellationToken) =>
        exception is RedisException or TimeoutException or ObjectDisposedException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private async Task GoOnLookingAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_options.LookInterval, _time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await LookAsync(cancellationToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _database!
                .ScriptEvaluateAsync(Probe, [_options.Prefix + "probe"])
                .WaitAsync(_options.AnswerTime, _time, cancellationToken);
            if (_heard is not null && !_isSubscribed)
            {
                await _redis!
                    .GetSubscriber()
                    .SubscribeAsync(_channel, (_, message) => _heard(message))
                    .WaitAsync(_options.AnswerTime, _time, cancellationToken);
                _isSubscribed = true;
            }

            Volatile.Write(ref _silences, 0);
            Turn(up: true, null);
        }
        catch (Exception exception) when (IsFailure(exception, cancellationToken))
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        Interlocked.Increment(ref _failures);
        if (exception is not TimeoutException || Interlocked.Increment(ref _silences) >= MaximumSilences)
        {
            Turn(up: false, exception);
        }
    }

    private void Turn(bool up, Exception? exception)
    {
        lock (_turning)
        {
            if (_isUp == up && (up || _isLossTold))
            {
                return;
            }

            _isUp = up;
            _lostSince = up ? null : _lostSince ?? _time.GetUtcNow();
            _isLossTold = !up;
            if (up)
            {
                LogThere();
            }
            else
            {
                LogLost(exception);
            }
        }

        Changed?.Invoke();
    }

    /// <summary>What was published in between is lost, even when no command noticed.</summary>
    private void OnRestored(object? sender, ConnectionFailedEventArgs restored)
    {
        if (_isUp)
        {
            Changed?.Invoke();
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Redis is there: rates, nonces and changes are shared"
    )]
    private partial void LogThere();

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Redis is away: this process counts rates and nonces by itself, and sees changes of others later"
    )]
    private partial void LogLost(Exception? exception);
}
