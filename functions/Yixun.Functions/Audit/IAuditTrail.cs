using Yixun.Data.Model;
using Yixun.Functions.Admin;

namespace Yixun.Functions.Audit;

/// <summary>Where every change by staff is told. What is told counts once the change itself is saved.</summary>
public interface IAuditTrail
{
    /// <summary>Tells a change that is about to be saved with <paramref name="database"/>.</summary>
    /// <param name="action">A word of the past: created, changed, paused, removed …</param>
    /// <param name="before">Chinese, without phone numbers, contents and secrets; null: there was nothing.</param>
    /// <param name="after">As <paramref name="before"/>; null: nothing is left.</param>
    /// <param name="reason">What the person gave as the reason; null where none is asked for.</param>
    void Record(
        YixunDbContext database,
        StaffSession staff,
        string action,
        AuditTarget target,
        string? before,
        string? after,
        string? reason = null
    );
}
