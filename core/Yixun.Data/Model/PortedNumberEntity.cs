using Yixun.Core.Numbers;

namespace Yixun.Data.Model;

/// <summary>A number that moved to another carrier (携号转网).</summary>
public sealed class PortedNumberEntity
{
    public long PhoneHash { get; init; }

    /// <summary>Row id for the ciphertext.</summary>
    public long Id { get; init; }

    public required byte[] PhoneCipher { get; init; }

    public Carrier Carrier { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
