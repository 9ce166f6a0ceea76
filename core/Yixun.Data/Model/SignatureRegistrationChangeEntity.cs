using Yixun.Core.Signatures;

namespace Yixun.Data.Model;

/// <summary>A step in the life of a registration. Never changed.</summary>
public sealed class SignatureRegistrationChangeEntity
{
    /// <summary>Time-ordered.</summary>
    public long Id { get; init; }

    public long RegistrationId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Account, or "system".</summary>
    public required string By { get; init; }

    /// <summary>Null: it was made.</summary>
    public RegistrationState? FromState { get; init; }

    public RegistrationState ToState { get; init; }

    public required string Reason { get; init; }
}
