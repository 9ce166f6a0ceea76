using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using Yixun.Data.Model;
using Yixun.Functions.Audit;

namespace Yixun.Functions.Admin;

/// <summary>Tells the audit trail what staff changed, once it is changed.</summary>
public sealed class StaffChanges(IAuditTrail audit, IDbContextFactory<YixunDbContext> contexts)
{
    /// <param name="change">Kind of thing and what was done to it: "route-rule.put".</param>
    /// <param name="subject">An id, a key or a figure, never a phone number or a text.</param>
    public async Task NoteAsync(FunctionContext context, string change, string subject)
    {
        var dot = change.IndexOf('.', StringComparison.Ordinal);
        await using var database = await contexts.CreateDbContextAsync(context.CancellationToken);
        audit.Record(
            database,
            StaffSession.Of(context),
            change[(dot + 1)..],
            new AuditTarget(change[..dot], subject),
            null,
            null
        );
        await database.SaveChangesAsync(context.CancellationToken);
    }
}
