using Yixun.Core.Channels;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>A channel that runs, or that can't and says why.</summary>
internal sealed class RunningChannel(ChannelSettings settings, ChannelPump? pump, string? error)
{
    private volatile ChannelSettings _settings = settings;

    /// <summary>Null when the settings can't work.</summary>
    public ChannelPump? Pump { get; } = pump;

    /// <summary>What its connections were made from.</summary>
    public string Connection { get; } = ConnectionFingerprint.Of(settings);

    public void Apply(ChannelSettings next)
    {
        _settings = next;
        Pump?.Apply(next);
    }

    public ChannelSnapshot Snapshot() =>
        Pump?.Snapshot() ?? new ChannelSnapshot(_settings, 0, 0, 0, 0, 0, null, Error: error);
}
