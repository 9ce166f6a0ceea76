using Yixun.Core.Numbers;
using Yixun.Core.Signatures;

namespace Yixun.Data.Model;

/// <summary>How a signature stands with a carrier for an access number.</summary>
public sealed class SignatureRegistrationEntity
{
    /// <summary>Time-ordered.</summary>
    public long Id { get; init; }

    public long SignatureId { get; init; }

    public Carrier Carrier { get; init; }

    /// <summary>Empty: all of the carrier's.</summary>
    public required string AccessNumber { get; init; }

    public RegistrationState State { get; set; }

    public DateTimeOffset? SubmittedAt { get; set; }

    public DateTimeOffset? RegisteredAt { get; set; }

    /// <summary>Null: it does not end.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The carrier's number of the matter.</summary>
    public string Reference { get; set; } = "";

    /// <summary>Why the carrier refused it; empty unless it did.</summary>
    public string RejectReason { get; set; } = "";

    /// <summary>The end about which it was warned; null: none yet.</summary>
    public DateTimeOffset? WarnedOf { get; set; }

    /// <summary>Grows with every change; guards against lost updates.</summary>
    public long Revision { get; set; }
}
