using Yixun.CarrierSimulator.Gateways;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Scenarios;

/// <summary>What a scenario acts on. Methods throw <see cref="KeyNotFoundException"/> for gateways that don't exist.</summary>
internal interface IScenarioStage
{
    IReadOnlyList<string> GatewayNames { get; }

    GatewayBehaviour BehaviourOf(string gateway);

    GatewayTotals TotalsOf(string gateway);

    /// <exception cref="ArgumentException">The values make no sense for the gateway's protocol.</exception>
    void Check(string gateway, GatewayBehaviour behaviour);

    void Change(string gateway, GatewayBehaviour behaviour);

    int Disconnect(string gateway);

    Task ListenAsync(string gateway, bool listen, CancellationToken cancellationToken);

    void Reply(string from, string to, string text, string? gateway);
}
