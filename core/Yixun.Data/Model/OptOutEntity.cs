namespace Yixun.Data.Model;

/// <summary>A number that refused marketing messages.</summary>
public sealed class OptOutEntity
{
    public long PhoneHash { get; init; }

    /// <summary>Row id for the ciphertext.</summary>
    public long Id { get; init; }

    public required byte[] PhoneCipher { get; init; }

    /// <summary>"reply" or the account that entered it.</summary>
    public required string Source { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
