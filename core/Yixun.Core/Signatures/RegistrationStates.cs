namespace Yixun.Core.Signatures;

/// <summary>Which state of a registration may follow which.</summary>
public static class RegistrationStates
{
    /// <summary>How long before its end a registration is warned about.</summary>
    public static readonly TimeSpan WarningTime = TimeSpan.FromDays(30);

    /// <summary>
    /// A refused, expired or withdrawn registration begins again as a draft or is handed in anew; a registered one is renewed
    /// by registering it again; a carrier may refuse later what it had registered.
    /// </summary>
    public static bool MayFollow(RegistrationState from, RegistrationState to) =>
        (from, to) switch
        {
            (RegistrationState.Draft, RegistrationState.Submitted or RegistrationState.Withdrawn) => true,
            (
                RegistrationState.Submitted,
                RegistrationState.Registered
                    or RegistrationState.Rejected
                    or RegistrationState.Withdrawn
            ) => true,
            (
                RegistrationState.Registered,
                RegistrationState.Registered
                    or RegistrationState.Expired
                    or RegistrationState.Rejected
                    or RegistrationState.Withdrawn
            ) => true,
            (
                RegistrationState.Rejected
                    or RegistrationState.Expired
                    or RegistrationState.Withdrawn,
                RegistrationState.Draft
                    or RegistrationState.Submitted
            ) => true,
            _ => false,
        };

    /// <summary>A person must say why.</summary>
    public static bool NeedsReason(RegistrationState to) =>
        to is RegistrationState.Rejected or RegistrationState.Withdrawn;

    /// <summary>A registered one whose end has come.</summary>
    public static bool HasExpired(RegistrationState state, DateTimeOffset? expiresAt, DateTimeOffset now) =>
        state == RegistrationState.Registered && expiresAt <= now;

    /// <summary>A registered one whose end is near.</summary>
    public static bool ExpiresSoon(RegistrationState state, DateTimeOffset? expiresAt, DateTimeOffset now) =>
        state == RegistrationState.Registered && expiresAt > now && expiresAt <= now + WarningTime;
}
