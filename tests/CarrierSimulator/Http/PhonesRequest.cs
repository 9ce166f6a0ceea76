namespace Yixun.CarrierSimulator.Http;

/// <param name="Numbers">1 to 10,000 phones.</param>
internal sealed record PhonesRequest(IReadOnlyList<string>? Numbers);
