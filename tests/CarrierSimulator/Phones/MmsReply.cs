namespace Yixun.CarrierSimulator.Phones;

/// <summary>An MMS that a phone writes to an access number.</summary>
public sealed record MmsReply
{
    /// <summary>The phone.</summary>
    public required string From { get; init; }

    /// <summary>The access number with its extension.</summary>
    public required string To { get; init; }

    public string? Subject { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<MmsReplyMedium> Media { get; init; } = [];
}
