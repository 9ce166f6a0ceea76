namespace Yixun.CarrierSimulator.Protocols;

/// <param name="Id">The message's id here; 0 when refused.</param>
/// <param name="Result">The protocol's code; 0 when accepted.</param>
internal readonly record struct SubmitAnswer(ulong Id, uint Result);
