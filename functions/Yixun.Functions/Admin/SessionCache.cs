using System.Collections.Concurrent;
using Yixun.Coordination;

namespace Yixun.Functions.Admin;

/// <summary>
/// Sessions as they were just read, so that the pages of the console do not ask the database for each request. It is used only
/// while every process is heard: who signs out or is signed out somewhere is forgotten here at once.
/// </summary>
public sealed class SessionCache : IDisposable
{
    /// <summary>How long a session is believed without a look; bounds what a lost signal can do.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(10);

    private const int MaximumCount = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ISiteSignals _signals;
    private readonly ISignalPort _port;
    private readonly TimeProvider _time;
    private long _version;

    public SessionCache(ISiteSignals signals, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(signals);
        _signals = signals;
        _time = time;
        _port = signals.Join(Hear);
    }

    /// <summary>To be taken before a session is read from the database.</summary>
    internal long Version => Interlocked.Read(ref _version);

    /// <summary>The session of a token's hash; null when the database has to be asked.</summary>
    internal StaffSession? Find(string tokenHash) =>
        _signals.IsComplete
        && _entries.TryGetValue(tokenHash, out var entry)
        && _time.GetUtcNow() < entry.Until
            ? entry.Session
            : null;

    /// <summary>Keeps what was read, unless something was changed since.</summary>
    /// <param name="version">As it was before the reading.</param>
    /// <param name="latest">From then on the database has to be asked, whatever else.</param>
    internal void Keep(string tokenHash, StaffSession session, long version, DateTimeOffset latest)
    {
        if (!_signals.IsComplete)
        {
            return;
        }

        if (_entries.Count >= MaximumCount)
        {
            _entries.Clear();
        }

        var until = _time.GetUtcNow() + Life;
        var entry = new Entry(session, until < latest ? until : latest);
        _entries[tokenHash] = entry;
        if (Version != version)
        {
            _entries.TryRemove(KeyValuePair.Create(tokenHash, entry));
        }
    }

    /// <summary>After the sessions of a person were changed in the database.</summary>
    internal void Forget(int staffId)
    {
        var change = new SiteChange(SiteTopic.Staff, [staffId]);
        Hear(change);
        _port.Announce(change);
    }

    public void Dispose() => _port.Dispose();

    private void Hear(SiteChange change)
    {
        if (change.Topic is not (SiteTopic.Staff or SiteTopic.Everything))
        {
            return;
        }

        Interlocked.Increment(ref _version);
        foreach (var (tokenHash, entry) in _entries)
        {
            if (change.Subjects.Count == 0 || change.Subjects.Contains(entry.Session.StaffId))
            {
                _entries.TryRemove(tokenHash, out _);
            }
        }
    }

    private sealed record Entry(StaffSession Session, DateTimeOffset Until);
}
