using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Yixun.Core.Ids;
using Yixun.Core.Signatures;
using Yixun.Data.Model;
using Yixun.Functions.Admin;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Signatures;

/// <summary>
/// Writes down which registrations have ended, and warns of those that soon will. Routing itself needs no clock of ours: it
/// knows when each ends.
/// </summary>
public sealed partial class RegistrationClock(
    IDbContextFactory<YixunDbContext> contexts,
    ReferenceData reference,
    MessageIdGenerator ids,
    TimeProvider time,
    ILogger<RegistrationClock> logger
)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var soon = now + RegistrationStates.WarningTime;
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await database
            .SignatureRegistrations.Where(row =>
                row.State == RegistrationState.Registered
                && row.ExpiresAt <= soon
                && (row.ExpiresAt <= now || row.WarnedOf == null || row.WarnedOf != row.ExpiresAt)
            )
            .ToListAsync(cancellationToken);
        if (rows.Count == 0)
        {
            return;
        }

        foreach (var row in rows)
        {
            if (row.ExpiresAt > now)
            {
                row.WarnedOf = row.ExpiresAt;
                continue;
            }

            row.State = RegistrationState.Expired;
            row.Revision++;
            database.SignatureRegistrationChanges.Add(
                new SignatureRegistrationChangeEntity
                {
                    Id = ids.Next(),
                    RegistrationId = row.Id,
                    At = now,
                    By = "system",
                    FromState = RegistrationState.Registered,
                    ToState = RegistrationState.Expired,
                    Reason = "到期",
                }
            );
        }

        await database.SaveAsync(cancellationToken);
        foreach (var row in rows)
        {
            if (row.State == RegistrationState.Expired)
            {
                LogExpired(row.SignatureId, row.Carrier.ToString(), row.AccessNumber);
            }
            else
            {
                LogExpiresSoon(
                    row.SignatureId,
                    row.Carrier.ToString(),
                    row.AccessNumber,
                    row.ExpiresAt!.Value
                );
            }
        }

        await reference.ReloadAsync(cancellationToken);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The registration of signature {SignatureId} with {Carrier} for access number '{AccessNumber}' has expired"
    )]
    private partial void LogExpired(long signatureId, string carrier, string accessNumber);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The registration of signature {SignatureId} with {Carrier} for access number '{AccessNumber}' expires on {ExpiresAt}"
    )]
    private partial void LogExpiresSoon(
        long signatureId,
        string carrier,
        string accessNumber,
        DateTimeOffset expiresAt
    );
}
