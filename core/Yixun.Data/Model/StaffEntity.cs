namespace Yixun.Data.Model;

/// <summary>A person who signs in to the console.</summary>
public sealed class StaffEntity
{
    public int Id { get; init; }

    public required string Account { get; init; }

    public required string Name { get; set; }

    /// <summary>Argon2id in PHC form.</summary>
    public required string PasswordHash { get; set; }

    public required string Role { get; set; }

    public bool Enabled { get; set; } = true;

    public int FailedLogins { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
