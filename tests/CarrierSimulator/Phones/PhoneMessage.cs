namespace Yixun.CarrierSimulator.Phones;

/// <summary>A text that a phone shows.</summary>
public sealed record PhoneMessage
{
    /// <summary>Counts all messages from 1.</summary>
    public required long Id { get; init; }

    public required string Phone { get; init; }

    /// <summary>Number that the phone shows as the sender.</summary>
    public required string Source { get; init; }

    /// <summary>Whole text, put together from the segments; the texts of an MMS, one a line.</summary>
    public required string Text { get; init; }

    /// <summary>Set for an MMS.</summary>
    public PhoneMms? Mms { get; init; }

    public required string Carrier { get; init; }

    public required string Gateway { get; init; }

    public required int Segments { get; init; }

    /// <summary>When it was whole for the first time.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the last copy was whole.</summary>
    public DateTimeOffset LastReceivedAt { get; internal set; }

    /// <summary>Times the same text came from the same number.</summary>
    public int Copies { get; internal set; } = 1;
}
