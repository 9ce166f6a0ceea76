using System.Diagnostics;
using Xunit;
using Yixun.CarrierDaemon.Leases;
using Yixun.CarrierSimulator;
using Yixun.CarrierSimulator.Gateways;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierDaemon.Tests.Leases;

/// <summary>
/// Replicas of one channel at a gateway that allows it four connections, refuses more, and counts what it refused: the
/// carrier is the witness. Beside, its bound connections are looked at every 2 ms.
/// </summary>
internal sealed class ReplicaFleet : IAsyncDisposable
{
    public const int Limit = 4;
    private const string Gateway = "mobile";
    private readonly LeaseProvider _provider;
    private readonly string _connectionString;
    private readonly CarrierSimulatorHost _carrier;
    private readonly CancellationTokenSource _closing = new();
    private readonly List<Replica> _replicas = [];
    private readonly List<(long At, long Bound)> _changes = [];
    private readonly Lock _gate = new();
    private readonly Task _watching;
    private int _phones;

    private ReplicaFleet(LeaseProvider provider, string connectionString, CarrierSimulatorHost carrier)
    {
        _provider = provider;
        _connectionString = connectionString;
        _carrier = carrier;
        _watching = Task.Run(WatchAsync);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public GatewayTotals Totals => _carrier.TotalsOf(Gateway);

    public IReadOnlyList<Replica> Replicas => _replicas;

    /// <summary>Most connections that were ever seen at once.</summary>
    public long Most
    {
        get
        {
            lock (_gate)
            {
                return _changes.Max(change => change.Bound);
            }
        }
    }

    /// <summary>Starts the carrier and replicas, and waits until all connections are there.</summary>
    public static async Task<ReplicaFleet> StartAsync(
        LeaseProvider provider,
        string connectionString,
        int replicas
    )
    {
        var carrier = await CarrierSimulatorHost.StartAsync(
            new CarrierSimulatorOptions
            {
                Gateways =
                [
                    new GatewayOptions
                    {
                        Name = Gateway,
                        Accounts =
                        [
                            new AccountOptions
                            {
                                SpId = "901234",
                                Secret = "1234",
                                MaxConnections = Limit,
                            },
                        ],
                    },
                ],
            },
            Cancellation
        );
        var fleet = new ReplicaFleet(provider, connectionString, carrier);
        try
        {
            for (var count = 0; count < replicas; count++)
            {
                fleet.Add();
            }

            await fleet.AllBoundAsync(TimeSpan.FromSeconds(30));
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public Replica Add()
    {
        var replica = new Replica(
            _provider,
            _connectionString,
            _carrier.Gateways[0].Port,
            Limit,
            $"138001381{++_phones:00}"
        );
        _replicas.Add(replica);
        return replica;
    }

    /// <summary>The replica that holds most connections.</summary>
    public async Task<Replica> BusiestAsync()
    {
        // What they say comes a moment after what the carrier sees.
        await UntilAsync(
            () => _replicas.Sum(replica => replica.Bound) == Limit,
            TimeSpan.FromSeconds(10),
            "replicas that say so"
        );
        return _replicas.MaxBy(replica => replica.Bound)!;
    }

    /// <summary>Ends a replica that is no longer needed.</summary>
    public async Task RemoveAsync(Replica replica)
    {
        _replicas.Remove(replica);
        await replica.DisposeAsync();
    }

    /// <summary>Messages of a replica that the carrier took.</summary>
    public int TakenFrom(Replica replica) => _carrier.MessagesOf(replica.Phone).Count;

    public Task AllBoundAsync(TimeSpan limit) =>
        UntilAsync(() => Totals.Bound == Limit, limit, "all connections bound");

    /// <summary>Waits until connections were missing after a moment and then all were there again.</summary>
    /// <param name="since">Timestamp of that moment.</param>
    /// <returns>How long after the moment, and how long after the first connection was missing.</returns>
    public async Task<(TimeSpan SinceThen, TimeSpan SinceMissing)> RestoredAsync(long since, TimeSpan limit)
    {
        (TimeSpan, TimeSpan)? restored = null;
        await UntilAsync(
            () => (restored = Restored(since)) is not null,
            limit,
            "all connections bound again"
        );
        return restored!.Value;
    }

    public async Task UntilAsync(Func<bool> condition, TimeSpan limit, string what)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(
                Stopwatch.GetElapsedTime(began) < limit,
                $"Not within {limit}: {what}; {Totals.Bound} bound.\n"
                    + string.Join("\n\n", _replicas.Select(replica => string.Join('\n', replica.Said)))
            );
            await Task.Delay(5, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            await replica.DisposeAsync();
        }

        await _closing.CancelAsync();
        await _watching;
        await _carrier.DisposeAsync();
        _closing.Dispose();
    }

    private (TimeSpan, TimeSpan)? Restored(long since)
    {
        lock (_gate)
        {
            var later = _changes.SkipWhile(change => change.At < since).ToList();
            var missing = later.FindIndex(change => change.Bound < Limit);
            return missing >= 0 && later[^1].Bound == Limit
                ? (
                    Stopwatch.GetElapsedTime(since, later[^1].At),
                    Stopwatch.GetElapsedTime(later[missing].At, later[^1].At)
                )
                : null;
        }
    }

    private async Task WatchAsync()
    {
        long last = -1;
        while (!_closing.IsCancellationRequested)
        {
            var bound = Totals.Bound;
            if (bound != last)
            {
                last = bound;
                lock (_gate)
                {
                    _changes.Add((Stopwatch.GetTimestamp(), bound));
                }
            }

            await Task.Delay(2).ConfigureAwait(ConfigureAwaitOptions.None);
        }
    }
}
