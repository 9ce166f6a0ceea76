namespace Yixun.Carriers.Links;

/// <summary>Something the carrier pushed to us. It repeats it until it is acknowledged.</summary>
public abstract class CarrierDelivery
{
    /// <summary>When we read it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>
    /// Answers the carrier. Call it with true only after the delivery is stored for good. Thread-safe, never throws;
    /// does nothing when the connection is gone or when it was called before.
    /// </summary>
    /// <param name="stored">False asks the carrier to send it again later.</param>
    public abstract void Acknowledge(bool stored);
}

/// <summary>A status report about one segment.</summary>
public abstract class CarrierReport : CarrierDelivery
{
    /// <summary>The carrier's id as in <see cref="SubmitOutcome.CarrierId"/>.</summary>
    public required string CarrierId { get; init; }

    /// <summary>Status word as sent, trimmed ("DELIVRD", "MA:0001").</summary>
    public required string Status { get; init; }

    /// <summary>The number the segment went to, last 11 digits.</summary>
    public required string Destination { get; init; }

    /// <summary>When the carrier finished with it; null when absent or unreadable. Minutes only, local time of the carrier.</summary>
    public DateTimeOffset? DoneAt { get; init; }
}

/// <summary>A receiver read an MMS; tells nothing about the delivery.</summary>
public abstract class CarrierRead : CarrierDelivery
{
    /// <summary>The carrier's id as in <see cref="SubmitOutcome.CarrierId"/>.</summary>
    public required string CarrierId { get; init; }
}

/// <summary>One segment of a reply.</summary>
public abstract class CarrierInbound : CarrierDelivery
{
    /// <summary>The carrier's id of the delivery, for spotting repeats.</summary>
    public required string CarrierId { get; init; }

    /// <summary>Who sent it: last 11 digits where it is a mobile number, else as sent.</summary>
    public required string From { get; init; }

    /// <summary>Our access number with the extension that the patient replied to.</summary>
    public required string To { get; init; }

    /// <summary>Decoded text of this segment, without the UDH; undecodable octets as U+FFFD.</summary>
    public required string Text { get; init; }

    /// <summary>The octets as sent, UDH included, for what can't be decoded.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>Media of a reply that came as MMS; empty otherwise.</summary>
    public IReadOnlyList<Mm7.Messages.Mm7Part> Media { get; init; } = [];

    /// <summary>Place in a long reply; null when it is a single one.</summary>
    public Concatenation? Concatenation { get; init; }
}

/// <param name="Reference">8- or 16-bit reference of the set.</param>
/// <param name="Total">Segments in the set.</param>
/// <param name="Index">1-based.</param>
public readonly record struct Concatenation(int Reference, int Total, int Index);
