namespace Yixun.CarrierSimulator.Protocols;

/// <summary>What a protocol needs to answer a submit, and to report on it.</summary>
/// <param name="Sequence">Its sequence number, or the last word of it.</param>
/// <param name="Whole">The whole of a long sequence number; 0 where there is none.</param>
internal readonly record struct SubmitKey(uint Sequence, UInt128 Whole = default);
