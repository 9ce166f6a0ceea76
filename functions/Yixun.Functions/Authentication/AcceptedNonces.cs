using Microsoft.EntityFrameworkCore;
using Yixun.Coordination;
using Yixun.Core.Ids;
using Yixun.Core.Security;
using Yixun.Data.Model;

namespace Yixun.Functions.Authentication;

/// <summary>
/// Gives the gate the nonces of accepted submissions again, from the database: what a restart of this process or of Redis
/// forgets, and what other processes accepted, is not accepted a second time here.
/// </summary>
public sealed class AcceptedNonces(
    IRequestGate gate,
    IDbContextFactory<YixunDbContext> contexts,
    TimeProvider time
)
{
    /// <summary>An id is made before its commit, which may take a while.</summary>
    private static readonly TimeSpan LongestCommit = TimeSpan.FromMinutes(1);

    private long _recalledSince;

    /// <summary>Reads those whose timestamps may still be good, and were not read before. One call at a time.</summary>
    public async Task RecallAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var since = Math.Max(
            _recalledSince,
            MessageIdGenerator.LowestAt(now - (RequestSignature.Tolerance * 2))
        );
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await foreach (
            var hash in context
                .Batches.Where(batch => batch.Id >= since)
                .Select(batch => batch.NonceHash)
                .AsAsyncEnumerable()
                .WithCancellation(cancellationToken)
        )
        {
            gate.Remember(hash);
        }

        _recalledSince = MessageIdGenerator.LowestAt(now - LongestCommit);
    }
}
