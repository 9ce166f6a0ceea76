namespace Yixun.Data.Model;

/// <summary>A test message that an operator asked for outside the console; the functions send it and say which it became.</summary>
public sealed class ChannelTestEntity
{
    /// <summary>Random; also binds the ciphertext.</summary>
    public long Id { get; init; }

    public required string ChannelId { get; init; }

    public required byte[] PhoneCipher { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while nobody has taken it.</summary>
    public DateTimeOffset? TakenAt { get; set; }

    /// <summary>The message; null when it was not accepted.</summary>
    public long? MessageId { get; set; }

    /// <summary>Code of the problem when it was not accepted.</summary>
    public string? Problem { get; set; }
}
