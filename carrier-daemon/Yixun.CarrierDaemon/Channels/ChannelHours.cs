using Yixun.Core.Channels;
using Yixun.Core.Messages;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>When the carrier takes messages of a channel.</summary>
internal sealed class ChannelHours
{
    private readonly TimeSpan _from;
    private readonly TimeSpan _to;

    /// <summary>Hours that can't be read count as always; nothing malformed is stored.</summary>
    public ChannelHours(ChannelSettings settings) =>
        _ = DailyHours.TryParse(settings.Hours, out _from, out _to);

    /// <param name="local">A time in the hospital's zone.</param>
    public bool AreOpen(DateTimeOffset local) => DailyHours.OpensAt(_from, _to, local) is null;
}
