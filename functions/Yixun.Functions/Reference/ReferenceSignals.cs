using Yixun.Coordination;

namespace Yixun.Functions.Reference;

/// <summary>Tells other processes what was changed here, and keeps what they tell until it is followed.</summary>
public sealed class ReferenceSignals : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly ISignalPort _port;
    private HeardChanges _heard = new();

    public ReferenceSignals(ISiteSignals signals)
    {
        ArgumentNullException.ThrowIfNull(signals);
        _port = signals.Join(Hear);
    }

    /// <summary>Never waits and never fails.</summary>
    public void Announce(SiteChange change) => _port.Announce(change);

    /// <summary>What was told since the last call; waits for something.</summary>
    internal async Task<HeardChanges> TakeAsync(CancellationToken cancellationToken)
    {
        await _waiting.WaitAsync(cancellationToken);
        lock (_lock)
        {
            var heard = _heard;
            _heard = new HeardChanges();
            return heard;
        }
    }

    public void Dispose()
    {
        _port.Dispose();
        _waiting.Dispose();
    }

    private void Hear(SiteChange change)
    {
        lock (_lock)
        {
            var wasEmpty = _heard.IsEmpty;
            _heard.Add(change);
            if (wasEmpty && !_heard.IsEmpty)
            {
                _waiting.Release();
            }
        }
    }
}
