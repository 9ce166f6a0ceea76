using System.Collections.Concurrent;

namespace Yixun.CarrierDaemon.Supervision;

/// <summary>The measures of all channels that this process has run.</summary>
/// <param name="slowReport">A report that takes longer is late.</param>
internal sealed class ChannelMeasures(TimeSpan slowReport)
{
    private readonly ConcurrentDictionary<string, ChannelMeasure> _channels = new(StringComparer.Ordinal);

    public IEnumerable<ChannelMeasure> All => _channels.Values;

    public ChannelMeasure Of(string channelId) =>
        _channels.GetOrAdd(channelId, static (id, slow) => new ChannelMeasure(id, slow), slowReport);
}
