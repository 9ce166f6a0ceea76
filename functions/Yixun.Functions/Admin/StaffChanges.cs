using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Yixun.Functions.Admin;

/// <summary>Notes what staff changed, by whom.</summary>
public sealed partial class StaffChanges(ILogger<StaffChanges> logger)
{
    /// <param name="action">What was done: "route-rule.put".</param>
    /// <param name="subject">To what: an id or a key, never a phone number or a text.</param>
    public void Note(FunctionContext context, string action, string subject) =>
        LogChange(StaffSession.Of(context).StaffId, action, subject);

    [LoggerMessage(Level = LogLevel.Information, Message = "Staff {StaffId} did {Action} to {Subject}")]
    private partial void LogChange(int staffId, string action, string subject);
}
