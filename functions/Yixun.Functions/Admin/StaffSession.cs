using Microsoft.Azure.Functions.Worker;

namespace Yixun.Functions.Admin;

/// <summary>Who is signed in.</summary>
/// <param name="StaffId">Row id.</param>
/// <param name="Account">Account.</param>
/// <param name="Name">Name.</param>
/// <param name="Role">Role name.</param>
public sealed record StaffSession(int StaffId, string Account, string Name, string Role)
{
    private static readonly object Key = new();

    /// <summary>The session of this invocation.</summary>
    /// <exception cref="InvalidOperationException">The function is not behind the sign-in check.</exception>
    public static StaffSession Of(FunctionContext context) =>
        context.Items.TryGetValue(Key, out var session)
            ? (StaffSession)session
            : throw new InvalidOperationException("The function is not behind the sign-in check.");

    internal void AttachTo(FunctionContext context) => context.Items[Key] = this;
}
