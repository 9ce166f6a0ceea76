namespace Yixun.CarrierSimulator.Http;

/// <param name="Listen">False: the gateway goes away; true: it comes back.</param>
internal sealed record ListeningRequest(bool? Listen);
