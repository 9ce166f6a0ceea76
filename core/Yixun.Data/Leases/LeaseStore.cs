using Microsoft.EntityFrameworkCore;
using Yixun.Core.Ids;
using Yixun.Data.Model;

namespace Yixun.Data.Leases;

/// <summary>
/// Leases in the database: whoever holds a name keeps it until it expires or is given back. Clocks of the processes may
/// differ by less than the margin that holders leave when they renew (a third of the term).
/// </summary>
public sealed class LeaseStore(IDbContextFactory<YixunDbContext> contexts, TimeProvider time)
{
    private const string NodePrefix = "node:";

    /// <summary>Takes or renews a lease.</summary>
    /// <param name="token">Random number of the holder; the same to renew.</param>
    /// <returns>False when another holds it.</returns>
    public async Task<bool> TryTakeAsync(
        string name,
        long token,
        TimeSpan term,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var lease = await context.Leases.FindAsync([name], cancellationToken);
        if (lease is null)
        {
            context.Leases.Add(
                new LeaseEntity
                {
                    Name = name,
                    Token = token,
                    ExpiresAt = now + term,
                }
            );
        }
        else if (lease.Token == token || lease.ExpiresAt <= now)
        {
            lease.Token = token;
            lease.ExpiresAt = now + term;
        }
        else
        {
            return false;
        }

        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            // Another process was faster: its row, or its change of the row (both columns are concurrency tokens).
            return false;
        }
    }

    /// <summary>Gives a lease back; does nothing when another holds it.</summary>
    public async Task GiveBackAsync(string name, long token, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var lease = await context.Leases.FindAsync([name], cancellationToken);
        if (lease?.Token == token)
        {
            context.Leases.Remove(lease);
            try
            {
                await context.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                // It expired and another took it meanwhile: it is theirs.
            }
        }
    }

    /// <summary>Takes the lowest free node number.</summary>
    /// <exception cref="InvalidOperationException">All 1,024 are taken.</exception>
    public async Task<int> TakeNodeAsync(long token, TimeSpan term, CancellationToken cancellationToken)
    {
        for (var node = 0; node < MessageIdGenerator.NodeCount; node++)
        {
            if (await TryTakeAsync(NodeName(node), token, term, cancellationToken))
            {
                return node;
            }
        }

        throw new InvalidOperationException("Every node number is taken.");
    }

    /// <summary>Name of a node number's lease.</summary>
    public static string NodeName(int node) =>
        NodePrefix + node.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>
    /// Ends all leases of node numbers. Only where this process is known to be the only one (Standalone holds a lock on
    /// its folder).
    /// </summary>
    public async Task EndAllAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Leases.RemoveRange(await context.Leases.ToListAsync(cancellationToken));
        await context.SaveChangesAsync(cancellationToken);
    }
}
