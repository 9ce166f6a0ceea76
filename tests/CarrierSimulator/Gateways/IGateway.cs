using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Gateways;

/// <summary>A simulated gateway, whatever its protocol.</summary>
internal interface IGateway : IAsyncDisposable
{
    GatewayOptions Options { get; }

    GatewayCounters Counters { get; }

    Behaviour Behaviour { get; }

    /// <summary>Port; the same also after the gateway was away.</summary>
    int Port { get; }

    int ConnectionCount { get; }

    /// <summary>False while the gateway is away: connections are refused, and it opens none.</summary>
    bool IsListening { get; }

    IReadOnlyList<AccountState> AccountStates { get; }

    /// <exception cref="IOException">The port is taken.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <exception cref="ArgumentException">A value makes no sense for this protocol.</exception>
    void Check(GatewayBehaviour behaviour);

    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    void Change(GatewayBehaviour behaviour);

    /// <summary>Cuts all connections.</summary>
    /// <returns>How many there were.</returns>
    int Disconnect();

    /// <summary>Goes away or comes back, if it is not so already.</summary>
    Task ListenAsync(bool listen, CancellationToken cancellationToken);

    /// <summary>A subscriber writes to one of our numbers.</summary>
    void Reply(string from, string to, string text);
}
