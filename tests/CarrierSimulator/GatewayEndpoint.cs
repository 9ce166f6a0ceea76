namespace Yixun.CarrierSimulator;

/// <param name="Name">Name of the options.</param>
/// <param name="Carrier">Carrier of the options.</param>
/// <param name="Port">Actual port.</param>
public sealed record GatewayEndpoint(string Name, string Carrier, int Port);
