using System.Collections.Concurrent;

namespace Yixun.Coordination.InProcess;

/// <summary>Signals among the parts of this process; of other processes it knows nothing.</summary>
public sealed class InProcessSignals : ISiteSignals
{
    private readonly ConcurrentDictionary<Port, Action<SiteChange>> _ports = new();

    public bool IsComplete => false;

    public ISignalPort Join(Action<SiteChange> heard)
    {
        ArgumentNullException.ThrowIfNull(heard);
        var port = new Port(this);
        _ports[port] = heard;
        return port;
    }

    /// <summary>Tells everybody in this process.</summary>
    internal void Deliver(SiteChange change, ISignalPort? except = null)
    {
        foreach (var (port, heard) in _ports)
        {
            if (port != except)
            {
                heard(change);
            }
        }
    }

    private sealed class Port(InProcessSignals signals) : ISignalPort
    {
        public void Announce(SiteChange change) => signals.Deliver(change, this);

        public void Dispose() => signals._ports.TryRemove(this, out _);
    }
}
