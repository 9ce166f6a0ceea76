namespace Yixun.CarrierSimulator.Phones;

/// <param name="Distinct">Different segments: destination, source, place in the set and text.</param>
/// <param name="Segments">Segments accepted.</param>
/// <param name="Repeated">Segments accepted beyond the first of their kind.</param>
/// <param name="Uncounted">Segments not compared because the witness was full.</param>
/// <param name="Duplicates">What came more than once, at most 10,000 kinds.</param>
public sealed record WitnessTotals(
    long Distinct,
    long Segments,
    long Repeated,
    long Uncounted,
    IReadOnlyList<WitnessDuplicate> Duplicates
);
