using System.Collections.Concurrent;
using Medallion.Threading;
using Microsoft.Extensions.Logging;
using Yixun.Carriers.Links;

namespace Yixun.CarrierDaemon.Leases;

/// <summary>
/// The slots of one channel, each a named lock that all replicas know. A replica begins to look at a slot of its own
/// choice, so that replicas that start together don't all ask for the same ones.
/// </summary>
internal sealed partial class LeasedSlots(
    string channelId,
    ILeaseStore store,
    LeaseSettings settings,
    TimeProvider time,
    ILogger<LeasedSlots> logger
) : IConnectionSlots
{
    private const string HeldByOthers = "all slots of the channel are held by other replicas";
    private const string StoreAway = "the lease store does not answer, so nobody knows which slots are free";

    private readonly SlotSearch[] _searches = [new(), new()];
    private readonly ConcurrentDictionary<(ConnectionUse Use, int Number), bool> _own = new();
    private readonly int _start = Random.Shared.Next(256);
    private volatile bool _storeFailed;

    public bool Shared => true;

    public async ValueTask<IConnectionSlot> TakeAsync(
        ConnectionUse use,
        int limit,
        Action<string> waiting,
        CancellationToken cancellationToken
    )
    {
        var told = "";
        while (true)
        {
            var (slot, reason) = await SearchAsync(use, limit, cancellationToken);
            if (slot is not null)
            {
                if (await SettleAsync(slot, cancellationToken))
                {
                    _storeFailed = false;
                    return slot;
                }

                reason = StoreAway;
            }

            if (reason != told)
            {
                told = reason;
                waiting(reason);
            }

            var jitter = 0.75 + (Random.Shared.NextDouble() / 2);
            await Task.Delay(settings.RetryInterval * jitter, time, cancellationToken);
        }
    }

    /// <summary>Asks for every slot once, unless another connection of this process did so a moment ago.</summary>
    private async Task<(LeasedSlot? Slot, string Reason)> SearchAsync(
        ConnectionUse use,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var search = _searches[(int)use];
        await search.Turn.WaitAsync(cancellationToken);
        try
        {
            if (search.FailedAt is { } at && time.GetElapsedTime(at) < settings.RetryInterval / 2)
            {
                return (null, search.Reason);
            }

            for (var offset = 0; offset < limit; offset++)
            {
                var number = ((_start + offset) % limit) + 1;
                if (
                    !_own.ContainsKey((use, number))
                    && await TryTakeAsync(use, number, cancellationToken) is { } slot
                )
                {
                    search.FailedAt = null;
                    return (slot, "");
                }
            }

            // An answer that does not come in time counts as "held".
            search.Reason = store.IsReachable ? HeldByOthers : StoreAway;
            search.FailedAt = time.GetTimestamp();
            _storeFailed &= !store.IsReachable;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            ReportFailure(exception);
            search.Reason = StoreAway;
            search.FailedAt = time.GetTimestamp();
        }
        finally
        {
            search.Turn.Release();
        }

        return (null, search.Reason);
    }

    private async Task<LeasedSlot?> TryTakeAsync(
        ConnectionUse use,
        int number,
        CancellationToken cancellationToken
    )
    {
        var kind = use == ConnectionUse.Submit ? "connection" : "receiver";
        var locks = await store.OpenAsync(cancellationToken);
        var askedAt = time.GetTimestamp();
        var handle = await locks
            .CreateLock($"yixun:channel:{channelId}:{kind}:{number}")
            .TryAcquireAsync(TimeSpan.Zero, cancellationToken);
        if (handle is null)
        {
            return null;
        }

        _own[(use, number)] = true;
        return new LeasedSlot(
            handle,
            askedAt,
            settings.Standstill,
            () => _own.TryRemove((use, number), out _),
            time,
            logger
        );
    }

    /// <summary>
    /// Lets the pause pass after which nobody is connected in the slot any more. It always passes: that a lock was free
    /// says nothing about whoever had it before. A store that was started less than a lease ago may have forgotten who
    /// holds what, so it is waited for until every lease of before is over.
    /// </summary>
    /// <returns>False when the slot was lost meanwhile; it is given back.</returns>
    private async Task<bool> SettleAsync(LeasedSlot slot, CancellationToken cancellationToken)
    {
        var settled = false;
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, slot.Lost);
            var young = settings.Expiry - await store.AgeAsync(either.Token);
            var pause = settings.HandOver + (young > TimeSpan.Zero ? young : TimeSpan.Zero);
            await Task.Delay(pause, time, either.Token);
            settled = slot.IsHeld;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Lost before it was used.
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            ReportFailure(exception);
        }
        finally
        {
            if (!settled)
            {
                await slot.DisposeAsync();
            }
        }

        return settled;
    }

    private void ReportFailure(Exception exception)
    {
        if (!_storeFailed)
        {
            _storeFailed = true;
            LogStoreFailed(exception, channelId);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Channel {ChannelId} can't take slots: the lease store fails; it is asked again and again"
    )]
    private partial void LogStoreFailed(Exception exception, string channelId);
}
