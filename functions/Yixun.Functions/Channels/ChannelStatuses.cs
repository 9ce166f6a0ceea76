using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Core.Channels.Health;
using Yixun.Data.Model;
using Yixun.Functions.Admin;

namespace Yixun.Functions.Channels;

/// <summary>The channels as all daemon processes that live say they stand, wherever these run.</summary>
public sealed class ChannelStatuses(
    IDbContextFactory<YixunDbContext> contexts,
    IOptions<HealthThresholds> options,
    TimeProvider time
) : IChannelStatusSource
{
    /// <summary>Figures of minutes older than this say nothing about now.</summary>
    private const int LatestMinutes = 5;

    public async Task<IReadOnlyList<ChannelStatusView>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var fresh = now - options.Value.StateAge;
        var current = (int)(now.ToUnixTimeSeconds() / 60);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var channels = await context
            .Channels.AsNoTracking()
            .OrderBy(channel => channel.Id)
            .ToListAsync(cancellationToken);
        var states = (
            await context
                .ChannelStates.AsNoTracking()
                .Where(state => state.UpdatedAt >= fresh)
                .ToListAsync(cancellationToken)
        ).ToLookup(state => state.ChannelId);
        var minutes = (
            await context
                .ChannelMinutes.AsNoTracking()
                .Where(minute => minute.Minute >= current - LatestMinutes && minute.Minute < current)
                .ToListAsync(cancellationToken)
        ).ToLookup(minute => minute.ChannelId);
        return channels.ConvertAll(channel =>
            View(channel, [.. states[channel.Id]], [.. minutes[channel.Id]])
        );
    }

    private static ChannelStatusView View(
        ChannelEntity channel,
        ChannelStateEntity[] states,
        ChannelMinuteEntity[] minutes
    )
    {
        var error = states.FirstOrDefault(state => state.Error is not null)?.Error;
        return new ChannelStatusView(
            channel.Id,
            channel.Name,
            channel.Carriers.Split(',', StringSplitOptions.RemoveEmptyEntries),
            channel.AccessNumber,
            channel.Enabled ? channel.Connections : 0,
            states.Sum(state => state.Bound),
            states.Sum(state => state.Window),
            states.Sum(state => state.InFlight),
            states.Sum(state => state.Waiting),
            states.Where(state => state.LastEvent is not null).MaxBy(state => state.UpdatedAt)?.LastEvent
                ?? error,
            channel.Protocol,
            channel.Enabled,
            channel.Mode.ToString(),
            channel.Weight,
            channel.HealthShare,
            channel.HealthReason,
            channel.HealthChangedAt,
            states.Length,
            states.Any(state => state.Bound > 0) ? null : states.Max(state => state.DownSince),
            error,
            minutes.Length == 0
                ? null
                : ChannelMinuteView.Of(
                    minutes.GroupBy(minute => minute.Minute).MaxBy(group => group.Key)!.ToList()
                )
        );
    }
}
