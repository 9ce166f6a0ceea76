namespace Yixun.CarrierSimulator.Http;

/// <param name="Url">http or https address; null lets reports wait.</param>
internal sealed record ReportUrlRequest(Uri? Url);
