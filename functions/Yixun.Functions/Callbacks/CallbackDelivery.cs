using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Functions.Health;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Callbacks;

/// <summary>
/// Delivers what is due. Every system has a run of its own, with a few posts at once, so that one that answers slowly delays
/// itself alone. A crash leaves rows pending: they are posted again, with the same id.
/// </summary>
public sealed partial class CallbackDelivery(
    ReferenceData reference,
    CallbackClient client,
    IDbContextFactory<YixunDbContext> contexts,
    FieldCipher cipher,
    RoadMetrics metrics,
    TimeProvider time,
    ILogger<CallbackDelivery> logger
) : IHostedService, IDisposable
{
    private const int AtOnce = 8;
    private const int PageSize = 200;

    /// <summary>A run ends after this, so that the lease under which it began is still held.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(8);

    private readonly ConcurrentDictionary<int, Task> _runs = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Begins a run for every system that has something due and none going; waits for none.</summary>
    public async Task StartDueAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var due = await context
            .Callbacks.Where(callback => callback.State == CallbackState.Pending && callback.NextTryAt <= now)
            .Select(callback => callback.SystemId)
            .Distinct()
            .ToListAsync(cancellationToken);
        foreach (var systemId in due)
        {
            if (!_runs.TryGetValue(systemId, out var run) || run.IsCompleted)
            {
                _runs[systemId] = Task.Run(() => RunAsync(systemId), CancellationToken.None);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends the runs; what they have posted is marked.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await WaitForRunsAsync();
    }

    public void Dispose() => _stopping.Dispose();

    /// <summary>Completes when no run is going.</summary>
    internal Task WaitForRunsAsync() => Task.WhenAll(_runs.Values);

    private async Task RunAsync(int systemId)
    {
        try
        {
            var end = time.GetUtcNow() + LongestRun;
            while (time.GetUtcNow() < end && await DeliverPageAsync(systemId, end, _stopping.Token)) { }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The rows stay pending.
        }
        catch (Exception exception)
        {
            LogFailed(exception, systemId);
        }
    }

    /// <returns>True when there may be more that is due.</returns>
    private async Task<bool> DeliverPageAsync(
        int systemId,
        DateTimeOffset end,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var due = await context
            .Callbacks.Where(callback =>
                callback.State == CallbackState.Pending
                && callback.SystemId == systemId
                && callback.NextTryAt <= now
            )
            .OrderBy(callback => callback.NextTryAt)
            .Take(PageSize)
            .ToListAsync(cancellationToken);
        if (due.Count == 0)
        {
            return false;
        }

        try
        {
            await Parallel.ForEachAsync(
                due,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = AtOnce,
                    CancellationToken = cancellationToken,
                },
                async (callback, token) =>
                {
                    if (time.GetUtcNow() < end)
                    {
                        await DeliverAsync(callback, token);
                    }
                }
            );
        }
        finally
        {
            // What was posted is marked even when the process stops.
            await context.SaveChangesAsync(CancellationToken.None);
        }

        return due.Count == PageSize;
    }

    private async Task DeliverAsync(CallbackEntity callback, CancellationToken cancellationToken)
    {
        var answer = reference.FindSystem(callback.SystemId) is { Enabled: true, Callback: { } target } system
            ? await client.PostAsync(
                system,
                target,
                callback.Id,
                cipher.Decrypt(callback.Id, CipherField.CallbackBody, callback.BodyCipher),
                cancellationToken
            )
            : new CallbackAnswer(null, "系统已停用或没有回调地址");
        var now = time.GetUtcNow();
        callback.Tries++;
        callback.LastStatus = answer.Status;
        callback.LastError = answer.Error;
        if (answer.IsTaken)
        {
            callback.State = CallbackState.Delivered;
            callback.DeliveredAt = now;
            callback.NextTryAt = null;
            metrics.Callbacks.WithLabels("delivered").Inc();
            return;
        }

        var next = now + CallbackSchedule.WaitAfter(callback.Tries);
        if (answer.IsRefused || next > callback.TriesUntil)
        {
            callback.State = CallbackState.Failed;
            callback.NextTryAt = null;
            metrics.Callbacks.WithLabels("failed").Inc();
            LogGivenUp(callback.Id, callback.SystemId, callback.Tries, answer.Error);
            return;
        }

        callback.NextTryAt = next;
        metrics.Callbacks.WithLabels("retried").Inc();
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Callbacks of system {SystemId} stopped; the next tick begins anew"
    )]
    private partial void LogFailed(Exception exception, int systemId);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Callback {Id} to system {SystemId} is given up after {Tries} tries: {Error}"
    )]
    private partial void LogGivenUp(long id, int systemId, int tries, string? error);
}
