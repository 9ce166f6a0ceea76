using Yixun.Functions.Authentication;
using Yixun.Functions.Reference;
using Yixun.Functions.Timers;

namespace Yixun.Functions.Hosting;

/// <summary>What a process does once before it serves, and once its queues have consumers.</summary>
public sealed class RoadStart(ReferenceData reference, AcceptedNonces nonces, Sweeper sweeper)
{
    /// <summary>Loads reference data, and the nonces that are still good.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await reference.FollowAsync(cancellationToken);
        await nonces.RecallAsync(cancellationToken);
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
