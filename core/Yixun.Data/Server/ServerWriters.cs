using Microsoft.Extensions.Logging;
using Yixun.Data.Store;
using Yixun.Data.Writing;

namespace Yixun.Data.Server;

/// <summary>
/// Writes the main road of one process: a few connections, each of which takes what waits and writes it in one transaction,
/// so that a commit's cost is shared by all who call at the same time (group commit). One connection writes urgent lanes
/// only. An operation that fails is run alone, so it spoils no other. While the server is away nothing is taken in; what
/// waits goes on by itself when it is back.
/// </summary>
public sealed partial class ServerWriters : IStoreWriter, IDisposable, IAsyncDisposable
{
    private const int MaximumConflicts = 20;
    private const int MaximumLosses = 3;

    /// <summary>Of a transaction that writes what waited for the server.</summary>
    private const int MaximumRows = 4_000;
    private static readonly TimeSpan ReopenPause = TimeSpan.FromMilliseconds(200);

    private readonly IServerDatabase _database;
    private readonly ServerStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ServerWriters> _logger;
    private readonly WriteQueue<StoreOperation> _waiting;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private int _waitingRows;
    private int _disposed;
    private StoreUnavailableException? _outage;

    /// <param name="database">It exists and has the schema.</param>
    /// <param name="time">For pauses and for how long operations wait.</param>
    internal ServerWriters(
        IServerDatabase database,
        ServerStoreOptions options,
        TimeProvider time,
        ILogger<ServerWriters> logger
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.WriterConnections, 2);
        _database = database;
        _options = options;
        _time = time;
        _logger = logger;
        _waiting = new WriteQueue<StoreOperation>(options.WriterConnections - 1);
        _running = Task.WhenAll(
            Enumerable
                .Range(0, options.WriterConnections)
                .Select(index => Task.Run(() => RunAsync(urgentOnly: index == 0)))
        );
    }

    public int WaitingRows => Volatile.Read(ref _waitingRows);

    public WriterMeters Meters { get; } = new();

    /// <summary>Why nothing can be written now; null while all is well.</summary>
    public StoreUnavailableException? Outage => Volatile.Read(ref _outage);

    /// <summary>Runs an operation in one of the next transactions; completes when that is durable.</summary>
    /// <param name="refusable">
    /// It takes new messages in: refused with <see cref="StoreBusyException"/> when too much waits already.
    /// </param>
    /// <exception cref="StoreUnavailableException">The store is closed, or the server is away.</exception>
    internal Task<T> RunAsync<T>(
        StoreOperation<T> operation,
        WriteUrgency urgency,
        OutageConduct conduct,
        CancellationToken cancellationToken,
        bool refusable = false
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (conduct == OutageConduct.Wait)
        {
            operation.WaitsUntil =
                _time.GetTimestamp() + (long)(_options.OutageWait.TotalSeconds * _time.TimestampFrequency);
        }
        else if (Outage is { } outage)
        {
            throw new StoreUnavailableException(outage.Message, outage.InnerException);
        }

        if (refusable && WaitingRows + operation.Rows > _options.MaximumWaitingRows)
        {
            throw new StoreBusyException();
        }

        Interlocked.Add(ref _waitingRows, operation.Rows);
        if (!_waiting.TryAdd(operation, operation.Rows, urgency))
        {
            Interlocked.Add(ref _waitingRows, -operation.Rows);
            throw Closed();
        }

        return operation.Task;
    }

    /// <summary>Writes what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _waiting.Close();
            // Ends only what waits for a server that is away.
            await _stopping.CancelAsync();
            await _running;
            _stopping.Dispose();
            _waiting.Dispose();
        }
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static StoreUnavailableException Closed() => new("The store is closed.");

    private async Task RunAsync(bool urgentOnly)
    {
        await using var connection = new WriterConnection(_database, _time, Meters);
        var group = new List<StoreOperation>();
        while (await _waiting.TakeAsync(group, urgentOnly))
        {
            try
            {
                await WriteAsync(connection, [.. group]);
            }
            // A writer that ended would leave everybody waiting.
            catch (Exception exception)
            {
                LogGroupFailed(exception);
                Fail(group.FindAll(operation => !operation.IsOver), exception);
            }

            group.Clear();
        }
    }

    private async Task WriteAsync(WriterConnection connection, List<StoreOperation> group)
    {
        var (conflicts, losses) = (0, 0);
        while (true)
        {
            if (!await connection.TryOpenAsync())
            {
                await WaitOutAsync(connection, group);
                return;
            }

            CommitOutcome outcome;
            try
            {
                outcome = await connection.CommitAsync(group, _stopping.Token);
            }
            catch (OperationCanceledException)
            {
                Fail(
                    group,
                    new StoreUnavailableException("The store was closed before the server answered.")
                );
                return;
            }

            switch (outcome)
            {
                case CommitOutcome.Committed:
                    EndOutage();
                    Complete(group);
                    return;
                case CommitOutcome.Conflict when ++conflicts < MaximumConflicts:
                    LogConflict(connection.Fault);
                    await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, 20)), _time);
                    break;
                case CommitOutcome.Lost when ++losses < MaximumLosses:
                    LogLost(connection.Fault);
                    break;
                case CommitOutcome.Failed when group.Count > 1:
                    foreach (var operation in group)
                    {
                        await WriteAsync(connection, [operation]);
                    }

                    return;
                default:
                    Fail(group, Translate(connection.Fault!));
                    return;
            }
        }
    }

    /// <summary>
    /// Fails what does not wait for a server that is away, tries until it is back, and then writes what does. Takes care of
    /// what is called meanwhile too: no other may be there to do it.
    /// </summary>
    private async Task WaitOutAsync(WriterConnection connection, List<StoreOperation> group)
    {
        BeginOutage(connection.Fault!);
        var held = group;
        do
        {
            var more = new List<StoreOperation>();
            while (_waiting.TryTake(more))
            {
                held.AddRange(more);
                more.Clear();
            }

            var now = _time.GetTimestamp();
            Fail(held.FindAll(operation => !(operation.WaitsUntil > now)), Unavailable(connection.Fault!));
            held = held.FindAll(operation => operation.WaitsUntil > now);
            try
            {
                await Task.Delay(ReopenPause, _time, _stopping.Token);
            }
            catch (OperationCanceledException)
            {
                Fail(held, Closed());
                return;
            }
        } while (!await connection.TryOpenAsync());

        EndOutage();
        var part = new List<StoreOperation>();
        foreach (var operation in held)
        {
            part.Add(operation);
            if (part.Sum(waiting => waiting.Rows) >= MaximumRows)
            {
                await WriteAsync(connection, part);
                part = [];
            }
        }

        if (part.Count > 0)
        {
            await WriteAsync(connection, part);
        }
    }

    private void Complete(List<StoreOperation> group)
    {
        Interlocked.Add(ref _waitingRows, -group.Sum(operation => operation.Rows));
        group.ForEach(operation => operation.Complete());
    }

    private void Fail(List<StoreOperation> group, Exception exception)
    {
        Interlocked.Add(ref _waitingRows, -group.Sum(operation => operation.Rows));
        group.ForEach(operation => operation.Fail(exception));
    }

    private StoreUnavailableException Unavailable(Exception exception) =>
        new($"The database {_database.Name} can't be written: {exception.Message}", exception);

    /// <summary>What the caller of an operation sees of a fault.</summary>
    private Exception Translate(Exception fault) =>
        _database.Faults.IsOutage(fault)
        || _database.Faults.IsStorageFault(fault)
        || _database.Faults.IsConflict(fault)
            ? Unavailable(fault)
            : fault;

    private void BeginOutage(Exception fault)
    {
        if (Interlocked.Exchange(ref _outage, Unavailable(fault)) is null)
        {
            LogOutage(fault, _database.Name);
        }
    }

    private void EndOutage()
    {
        if (Outage is not null && Interlocked.Exchange(ref _outage, null) is not null)
        {
            LogBack(_database.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database {Name} is away: nothing new is accepted")]
    private partial void LogOutage(Exception exception, string name);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database {Name} is back")]
    private partial void LogBack(string name);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A connection to the database was lost in a transaction"
    )]
    private partial void LogLost(Exception? exception);

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "A transaction is run again because others were in its way"
    )]
    private partial void LogConflict(Exception? exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A group of operations could not be written")]
    private partial void LogGroupFailed(Exception exception);
}
