namespace Yixun.CarrierSimulator.Http;

/// <param name="Type">Media type, such as image/jpeg.</param>
/// <param name="Data">Base64.</param>
internal sealed record MmsMediumRequest(string? Type, byte[]? Data);
