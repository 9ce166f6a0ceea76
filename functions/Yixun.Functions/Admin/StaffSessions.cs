using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Core.Problems;
using Yixun.Data.Model;
using Yixun.Data.Staff;
using Yixun.Functions.Hosting;

namespace Yixun.Functions.Admin;

/// <summary>Signs staff in and out. Five wrong passwords lock an account for 15 minutes.</summary>
public sealed class StaffSessions(
    IDbContextFactory<YixunDbContext> contexts,
    SessionCache cache,
    TimeProvider time,
    IOptions<YixunOptions> options
) : IDisposable
{
    private const int MaximumFailures = 5;
    private const int MaximumWaiting = 16;

    /// <summary>Share of the idle time that is left when a request sets it back to the whole.</summary>
    private const double KeptOpenBelow = 0.9;

    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _waiting;

    // Spent on unknown accounts too, so that the time taken does not tell which exist.
    private static readonly string DecoyHash = PasswordHasher.Hash("decoy");

    /// <returns>The token for the cookie, and who it is.</returns>
    /// <exception cref="ProblemException">login_failed, whatever the cause; too_many_requests when others wait already.</exception>
    public async Task<(string Token, StaffSession Session)> SignInAsync(
        string account,
        string password,
        CancellationToken cancellationToken
    )
    {
        // A hash costs 19 MB and a tenth of a second: one at a time, so that a flood of sign-ins starves nothing else.
        if (Interlocked.Increment(ref _waiting) > MaximumWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw new ProblemException(ProblemCatalogue.TooManyRequests);
        }

        try
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                return await SignInInTurnAsync(account, password, cancellationToken);
            }
            finally
            {
                _turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<(string Token, StaffSession Session)> SignInInTurnAsync(
        string account,
        string password,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var staff = await context.Staff.SingleOrDefaultAsync(
            row => row.Account == account,
            cancellationToken
        );
        if (staff?.LockedUntil > now)
        {
            throw new ProblemException(ProblemCatalogue.LoginFailed);
        }

        var matches = await Task.Run(
            () => PasswordHasher.Verify(password, staff?.PasswordHash ?? DecoyHash),
            cancellationToken
        );
        if (staff is null || !staff.Enabled)
        {
            throw new ProblemException(ProblemCatalogue.LoginFailed);
        }

        if (!matches)
        {
            staff.FailedLogins++;
            if (staff.FailedLogins >= MaximumFailures)
            {
                staff.LockedUntil = now + Lock;
                staff.FailedLogins = 0;
            }

            await context.SaveChangesAsync(cancellationToken);
            throw new ProblemException(ProblemCatalogue.LoginFailed);
        }

        staff.FailedLogins = 0;
        staff.LockedUntil = null;
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        context.StaffSessions.Add(
            new StaffSessionEntity
            {
                TokenHash = HashOf(token),
                StaffId = staff.Id,
                CreatedAt = now,
                ExpiresAt = now + options.Value.SessionIdle,
            }
        );
        await context.SaveChangesAsync(cancellationToken);
        return (token, new StaffSession(staff.Id, staff.Account, staff.Name, staff.Role));
    }

    /// <summary>The session of a token; null when it is over. Using it keeps it open.</summary>
    public async Task<StaffSession?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var hash = HashOf(token);
        if (cache.Find(hash) is { } known)
        {
            return known;
        }

        var version = cache.Version;
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var session = await context.StaffSessions.SingleOrDefaultAsync(
            row => row.TokenHash == hash && row.ExpiresAt > now,
            cancellationToken
        );
        if (session is null)
        {
            return null;
        }

        var staff = await context
            .Staff.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == session.StaffId && row.Enabled, cancellationToken);
        if (staff is null)
        {
            return null;
        }

        var idle = options.Value.SessionIdle;
        if (session.ExpiresAt - now < idle * KeptOpenBelow)
        {
            session.ExpiresAt = now + idle;
            await context.SaveChangesAsync(cancellationToken);
        }

        var found = new StaffSession(staff.Id, staff.Account, staff.Name, staff.Role);
        cache.Keep(hash, found, version, session.ExpiresAt - (idle * KeptOpenBelow));
        return found;
    }

    public async Task SignOutAsync(string token, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var hash = HashOf(token);
        var sessions = await context
            .StaffSessions.Where(row => row.TokenHash == hash)
            .ToListAsync(cancellationToken);
        context.StaffSessions.RemoveRange(sessions);
        await context.SaveChangesAsync(cancellationToken);
        foreach (var session in sessions)
        {
            cache.Forget(session.StaffId);
        }
    }

    private static string HashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
