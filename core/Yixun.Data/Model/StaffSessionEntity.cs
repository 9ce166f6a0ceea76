namespace Yixun.Data.Model;

/// <summary>A signed-in session; the cookie holds the token, the table its hash.</summary>
public sealed class StaffSessionEntity
{
    /// <summary>SHA-256 of the token, hex.</summary>
    public required string TokenHash { get; init; }

    public int StaffId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ExpiresAt { get; set; }
}
