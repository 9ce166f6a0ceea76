using Yixun.Core.Text;

namespace Yixun.Carriers.Links;

/// <summary>One segment of one message, ready for the wire.</summary>
public sealed class SubmitSegment
{
    /// <summary>Our id of the message.</summary>
    public required long MessageId { get; init; }

    /// <summary>1-based.</summary>
    public required int Index { get; init; }

    /// <summary>Segments of the message, 1 to 255.</summary>
    public required int Total { get; init; }

    /// <summary>11 digits.</summary>
    public required string Destination { get; init; }

    /// <summary>Access number and extension, shown on the handset; at most 20 digits.</summary>
    public required string Source { get; init; }

    public required TextCoding Coding { get; init; }

    /// <summary>User data, at most 140 octets (159 for ASCII); begins with the UDH when <see cref="Total"/> is above 1.</summary>
    public required ReadOnlyMemory<byte> UserData { get; init; }

    /// <summary>What an MMS holds in the place of user data; null: a short message.</summary>
    public Mm7.Mm7Composition? Mms { get; init; }

    /// <summary>Whatever the caller wants to find again with the result.</summary>
    public object? State { get; init; }
}
