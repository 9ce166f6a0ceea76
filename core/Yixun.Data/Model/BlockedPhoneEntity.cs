namespace Yixun.Data.Model;

/// <summary>A number on the hospital's blacklist: nothing is sent to it.</summary>
public sealed class BlockedPhoneEntity
{
    public long PhoneHash { get; init; }

    /// <summary>Row id for the ciphertext.</summary>
    public long Id { get; init; }

    public required byte[] PhoneCipher { get; init; }

    public required string Reason { get; init; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
