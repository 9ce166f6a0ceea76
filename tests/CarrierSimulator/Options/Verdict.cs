namespace Yixun.CarrierSimulator.Options;

/// <summary>What becomes of a submit.</summary>
/// <param name="Result">Result of the response.</param>
/// <param name="Status">Status word of the report; empty for none.</param>
/// <param name="Silent">True when no response is sent.</param>
internal readonly record struct Verdict(uint Result, string Status, bool Silent);
