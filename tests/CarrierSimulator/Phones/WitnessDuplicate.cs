namespace Yixun.CarrierSimulator.Phones;

/// <param name="Destination">Number that received it.</param>
/// <param name="Source">Number that it came from.</param>
/// <param name="Text">Text of the segment.</param>
/// <param name="Index">Place in the set, 1-based.</param>
/// <param name="Total">Segments of the set.</param>
/// <param name="Count">Times it was accepted.</param>
public sealed record WitnessDuplicate(
    string Destination,
    string Source,
    string Text,
    int Index,
    int Total,
    int Count
);
