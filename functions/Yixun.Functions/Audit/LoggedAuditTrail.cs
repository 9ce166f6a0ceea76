using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Yixun.Core.Ids;
using Yixun.Data.Model;
using Yixun.Functions.Admin;

namespace Yixun.Functions.Audit;

/// <summary>Writes changes to the log; those of a channel also become events of the channel, saved with the change.</summary>
public sealed partial class LoggedAuditTrail(
    MessageIdGenerator ids,
    TimeProvider time,
    ILogger<LoggedAuditTrail> logger
) : IAuditTrail
{
    public void Record(
        YixunDbContext database,
        StaffSession staff,
        string action,
        AuditTarget target,
        string? before,
        string? after,
        string? reason = null
    )
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(staff);
        ArgumentNullException.ThrowIfNull(target);
        if (target.Kind == AuditTarget.ChannelKind)
        {
            database.ChannelEvents.Add(
                new ChannelEventEntity
                {
                    Id = ids.Next(),
                    ChannelId = target.Id,
                    At = time.GetUtcNow(),
                    Kind = action,
                    Detail = DetailOf(before, after, reason),
                    By = staff.Account,
                }
            );
        }

        var logged = false;
        database.SavedChanges += (_, _) =>
        {
            if (!logged)
            {
                logged = true;
                LogChange(staff.StaffId, action, target.Kind, target.Id, before, after, reason);
            }
        };
    }

    private static string DetailOf(string? before, string? after, string? reason)
    {
        var what = (before, after) switch
        {
            (null, null) => "",
            (null, _) => after,
            (_, null) => before,
            _ => $"{before} → {after}",
        };
        return reason is null ? what
            : what.Length == 0 ? $"原因：{reason}"
            : $"{what}；原因：{reason}";
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Staff {StaffId} {Action} {TargetKind} {TargetId}: {Before} -> {After}; {Reason}"
    )]
    private partial void LogChange(
        int staffId,
        string action,
        string targetKind,
        string targetId,
        string? before,
        string? after,
        string? reason
    );
}
