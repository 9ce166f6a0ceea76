using StackExchange.Redis;
using Yixun.Coordination.InProcess;

namespace Yixun.Coordination.Redis;

/// <summary>Signals over a channel of Redis, and within the process without it.</summary>
internal sealed class RedisSignals : ISiteSignals
{
    private readonly Guid _process = Guid.NewGuid();
    private readonly InProcessSignals _here = new();
    private readonly RedisLink _link;

    public RedisSignals(RedisLink link)
    {
        _link = link;
        link.Changed += () => _here.Deliver(SiteChange.Everything);
        link.Listen(Hear);
    }

    public bool IsComplete => _link.IsListening;

    public ISignalPort Join(Action<SiteChange> heard) => new Port(this, _here.Join(heard));

    private void Hear(RedisValue message)
    {
        // What is of another version may be anything.
        var heard = SiteChangeWire.Read(((ReadOnlyMemory<byte>)message).Span);
        if (heard?.Process != _process)
        {
            _here.Deliver(heard?.Change ?? SiteChange.Everything);
        }
    }

    private sealed class Port(RedisSignals signals, ISignalPort here) : ISignalPort
    {
        public void Announce(SiteChange change)
        {
            here.Announce(change);
            signals._link.Publish(SiteChangeWire.Write(signals._process, change));
        }

        public void Dispose() => here.Dispose();
    }
}
