using System.Collections.Concurrent;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Gateways;

/// <summary>An SP with its bound connections and what waits to be delivered to it.</summary>
internal sealed class GatewayAccount(AccountOptions options)
{
    private readonly ConcurrentQueue<PendingDelivery> _waiting = new();
    private readonly Lock _gate = new();
    private readonly HashSet<GatewayConnection> _admitted = [];
    private GatewayConnection[] _connections = [];
    private uint _turn;

    public AccountOptions Options => options;

    public GatewayConnection[] Connections => Volatile.Read(ref _connections);

    public int Waiting => _waiting.Count;

    public void Queue(PendingDelivery delivery) => _waiting.Enqueue(delivery);

    public bool TryDequeue(out PendingDelivery? delivery) => _waiting.TryDequeue(out delivery);

    /// <summary>Takes one of the account's connections for a login.</summary>
    /// <returns>False when it has all that it may have.</returns>
    public bool TryAdmit(GatewayConnection connection)
    {
        lock (_gate)
        {
            return options.MaxConnections == 0
                || _admitted.Contains(connection)
                || (_admitted.Count < options.MaxConnections && _admitted.Add(connection));
        }
    }

    public void Join(GatewayConnection connection)
    {
        lock (_gate)
        {
            Volatile.Write(ref _connections, [.. _connections, connection]);
        }
    }

    public void Leave(GatewayConnection connection)
    {
        lock (_gate)
        {
            _admitted.Remove(connection);
            Volatile.Write(ref _connections, [.. _connections.Where(each => each != connection)]);
        }
    }

    /// <summary>Lets connections take what waits; must not be called under a connection's lock.</summary>
    public void Pump()
    {
        var connections = Connections;
        for (var count = 0; count < connections.Length && !_waiting.IsEmpty; count++)
        {
            connections[_turn++ % (uint)connections.Length].TakeDeliveries();
        }
    }
}
