namespace Yixun.Core.Channels.Health;

/// <summary>
/// Judges all channels of a site, look by look. Down is a channel without a connection, or with errors almost only; it
/// comes back at the lowest share. Errors and slow reports take off a step at a time. Slowness counts only while another
/// channel of one of its carriers is not slow: else it is the carrier, and shifting helps nobody. What is taken off comes
/// back step by step after a quiet time. Not thread-safe.
/// </summary>
public sealed class ChannelHealthJudge(HealthThresholds thresholds)
{
    private readonly Dictionary<string, HealthMemory> _memories = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lost = new(StringComparer.Ordinal);

    /// <summary>Tells what another process saw before: that reports of a channel are lost.</summary>
    public void RememberLoss(string channelId) => _lost.Add(channelId);

    /// <summary>Decides about all channels that should work.</summary>
    public IReadOnlyList<HealthDecision> Judge(IReadOnlyList<ChannelObservation> channels, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(channels);
        var decisions = new List<HealthDecision>();
        foreach (var gone in _memories.Keys.Except(channels.Select(channel => channel.Id)).ToList())
        {
            _memories.Remove(gone);
        }

        foreach (var channel in channels)
        {
            if (!_memories.TryGetValue(channel.Id, out var memory))
            {
                memory = new HealthMemory { Loss = _lost.Remove(channel.Id) };
                _memories.Add(channel.Id, memory);
                // Another process took the points off: their time runs from then.
                memory.SteppedAt = channel.ShareChangedAt;
                memory.TakenAt = channel.Share < 100 ? channel.ShareChangedAt : null;
            }

            var share = ShareOf(channel, memory, decisions);
            Watch(channel, memory, now);
            if (
                (
                    Ill(channel, memory, share, channels, now)
                    ?? Better(channel, memory, share, channels, now)
                ) is
                { } next
            )
            {
                decisions.Add(new HealthDecision(next.Cause, share, next.Share, channel));
                memory.SteppedAt = now;
                memory.TakenAt = next.Share < share ? now : memory.TakenAt;
                memory.Imagined = thresholds.AutomaticShift ? null : next.Share;
            }

            if (Loss(channel, memory) is { } cause)
            {
                decisions.Add(new HealthDecision(cause, channel.Share, channel.Share, channel));
            }
        }

        return decisions;
    }

    /// <summary>The share that is decided from: the real one, or the imagined one while shifting is off.</summary>
    private int ShareOf(ChannelObservation channel, HealthMemory memory, List<HealthDecision> decisions)
    {
        if (thresholds.AutomaticShift)
        {
            memory.Imagined = null;
            return channel.Share;
        }

        if (channel.Share < 100)
        {
            decisions.Add(new HealthDecision(HealthCause.ShiftOff, channel.Share, 100, channel));
        }

        return memory.Imagined ??= 100;
    }

    private static void Watch(ChannelObservation channel, HealthMemory memory, DateTimeOffset now)
    {
        if (channel.Bound > 0)
        {
            memory.UnboundSince = null;
            memory.BoundSince ??= now;
        }
        else
        {
            memory.BoundSince = null;
            memory.UnboundSince ??= channel.UnboundSince is { } since && since < now ? since : now;
        }
    }

    private (HealthCause Cause, int Share)? Ill(
        ChannelObservation channel,
        HealthMemory memory,
        int share,
        IReadOnlyList<ChannelObservation> channels,
        DateTimeOffset now
    )
    {
        if (share == 0)
        {
            return null;
        }

        if (memory.UnboundSince is { } since && now - since >= thresholds.DownAfter)
        {
            return (HealthCause.Disconnected, 0);
        }

        if (HasErrors(channel, thresholds.SevereErrorPart))
        {
            return (HealthCause.SevereErrors, 0);
        }

        var lower = Math.Max(thresholds.LowestShare, share - thresholds.Step);
        if (lower >= share || !MayStep(memory, now))
        {
            return null;
        }

        return HasErrors(channel, thresholds.ErrorPart) ? (HealthCause.Errors, lower)
            : IsSlow(channel) && HasWayOut(channel, channels) ? (HealthCause.SlowReports, lower)
            : null;
    }

    private (HealthCause Cause, int Share)? Better(
        ChannelObservation channel,
        HealthMemory memory,
        int share,
        IReadOnlyList<ChannelObservation> channels,
        DateTimeOffset now
    )
    {
        if (share >= 100 || memory.BoundSince is not { } bound || HasErrors(channel, thresholds.ErrorPart))
        {
            return null;
        }

        if (share == 0)
        {
            if (now - bound < thresholds.UpAfter)
            {
                return null;
            }

            // Its gateway is back: nothing to wait for between the steps but the steps.
            memory.TakenAt = null;
            return (HealthCause.Back, Math.Min(100, thresholds.LowestShare));
        }

        var quiet = memory.TakenAt is not { } taken || now - taken >= thresholds.QuietPeriod;
        return quiet && MayStep(memory, now) && !(IsSlow(channel) && HasWayOut(channel, channels))
            ? (HealthCause.Recovering, Math.Min(100, share + thresholds.Step))
            : null;
    }

    private HealthCause? Loss(ChannelObservation channel, HealthMemory memory)
    {
        if (!memory.Loss && channel.LossReports == 0 && channel.LossAccepted >= thresholds.LossSample)
        {
            memory.Loss = true;
            return HealthCause.ReceiptLoss;
        }

        if (memory.Loss && channel.LossReports > 0)
        {
            memory.Loss = false;
            return HealthCause.ReceiptsBack;
        }

        return null;
    }

    private bool MayStep(HealthMemory memory, DateTimeOffset now) =>
        memory.SteppedAt is not { } stepped || now - stepped >= thresholds.StepInterval;

    private bool HasErrors(ChannelObservation channel, double part) =>
        channel.Answers >= thresholds.ErrorSample && channel.ErrorPart >= part;

    private bool IsSlow(ChannelObservation channel) =>
        channel.Awaited >= thresholds.SlowSample && channel.SlowPart >= thresholds.SlowPart;

    /// <summary>For one of its carriers, another channel works and is not slow.</summary>
    private bool HasWayOut(ChannelObservation channel, IReadOnlyList<ChannelObservation> channels) =>
        channels.Any(other =>
            other.Id != channel.Id
            && other is { TakesTraffic: true, Share: > 0, Bound: > 0 }
            && other.Kind == channel.Kind
            && other.Carriers.Any(channel.Carriers.Contains)
            && !IsSlow(other)
        );
}
