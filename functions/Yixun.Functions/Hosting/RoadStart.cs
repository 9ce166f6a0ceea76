using Microsoft.EntityFrameworkCore;
using Yixun.Core.Ids;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Functions.Authentication;
using Yixun.Functions.Reference;
using Yixun.Functions.Timers;

namespace Yixun.Functions.Hosting;

/// <summary>What a process does once before it serves, and once its queues have consumers.</summary>
public sealed class RoadStart(
    ReferenceData reference,
    NonceStore nonces,
    IDbContextFactory<YixunDbContext> contexts,
    TimeProvider time,
    Sweeper sweeper
)
{
    /// <summary>Loads reference data, and the nonces that are still good.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await reference.ReloadAsync(cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var since = MessageIdGenerator.LowestAt(time.GetUtcNow() - (RequestSignature.Tolerance * 2));
        await foreach (
            var hash in context
                .Batches.Where(batch => batch.Id >= since)
                .Select(batch => batch.NonceHash)
                .AsAsyncEnumerable()
                .WithCancellation(cancellationToken)
        )
        {
            nonces.TryTake(hash);
        }
    }

    /// <summary>
    /// Where queues do not outlive the process: settles claims of the process before, and queues again what was accepted.
    /// </summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        await sweeper.RecoverClaimsAsync(cancellationToken);
        await sweeper.SweepAsync(TimeSpan.Zero, cancellationToken);
    }
}
