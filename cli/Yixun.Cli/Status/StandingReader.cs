using Microsoft.EntityFrameworkCore;
using Yixun.Cli.Site;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Routing;
using Yixun.Data.Inspection;
using Yixun.Data.Model;

namespace Yixun.Cli.Status;

/// <summary>Reads from the database how road, channels and processes stand. Every question reads a bounded number of rows.</summary>
internal sealed class StandingReader(SiteConnection site, DateTimeOffset now)
{
    private const int RateMinutes = 5;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);
    private readonly RoadInspection _road = new(site.Database);

    private int Minute => (int)(now.ToUnixTimeSeconds() / 60);

    /// <param name="zone">The hospital's offset from UTC.</param>
    public async Task<RoadStanding> ReadRoadAsync(TimeSpan zone, CancellationToken cancellationToken)
    {
        var active = await _road.CountActiveAsync(cancellationToken);
        var waiting = await _road.ReadWaitingAsync(cancellationToken);
        var midnight = new DateTimeOffset(now.ToOffset(zone).Date, zone);
        var today = await CountAsync(midnight, (int)(midnight.ToUnixTimeSeconds() / 60), cancellationToken);
        // The minute that runs is written when it ends.
        var rate = await CountAsync(
            now - TimeSpan.FromMinutes(RateMinutes),
            Minute - RateMinutes,
            cancellationToken
        );
        return new RoadStanding(
            active.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value),
            RoadInspection.Sample,
            [
                .. waiting.Select(lane => new LaneStanding(
                    Lanes.NameOf(lane.Lane),
                    lane.Messages,
                    (now - lane.Oldest).TotalSeconds
                )),
            ],
            Counts(today.Accepted.Messages, today.Accepted.IsWhole, today.Sums, 1),
            Counts(PerMinute(rate.Accepted), rate.Accepted.IsWhole, rate.Sums, RateMinutes)
        );

        double PerMinute(AcceptedCount count) =>
            count.Messages / Math.Max(1.0 / 60, (now - count.Since).TotalMinutes);
    }

    public async Task<IReadOnlyList<ChannelStanding>> ReadChannelsAsync(CancellationToken cancellationToken)
    {
        await using var context = site.CreateContext();
        var channels = await context
            .Channels.AsNoTracking()
            .OrderBy(channel => channel.Id)
            .ToListAsync(cancellationToken);
        var states = (await ReadStatesAsync(context, cancellationToken)).ToLookup(state => state.ChannelId);
        var sums = (await _road.SumMinutesAsync(Minute - RateMinutes, cancellationToken)).ToDictionary(sum =>
            sum.ChannelId
        );
        return
        [
            .. channels.Select(channel =>
                Of(channel, [.. states[channel.Id]], sums.GetValueOrDefault(channel.Id))
            ),
        ];
    }

    public async Task<ProcessesStanding> ReadProcessesAsync(
        IReadOnlyList<ProcessAnswer> asked,
        CancellationToken cancellationToken
    )
    {
        await using var context = site.CreateContext();
        var leases = await context
            .Leases.AsNoTracking()
            .Where(lease => lease.ExpiresAt > now)
            .ToListAsync(cancellationToken);
        var daemons = (await ReadStatesAsync(context, cancellationToken))
            .Select(state => state.Owner)
            .ToHashSet();
        var nodes = leases
            .Where(lease => lease.Name.StartsWith("node:", StringComparison.Ordinal))
            .Select(lease => new NodeStanding(
                int.Parse(lease.Name.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture),
                lease.ExpiresAt,
                daemons.Contains(lease.Token)
            ))
            .OrderBy(node => node.Node)
            .ToList();
        return new ProcessesStanding(
            nodes,
            daemons.Count,
            leases.Exists(lease => lease.Name.StartsWith("timer:", StringComparison.Ordinal)),
            [.. asked.Select(answer => new ProcessStanding(answer.Url, answer.IsReached, answer.Problems))]
        );
    }

    public async Task<DatabaseStanding> ReadDatabaseAsync(CancellationToken cancellationToken)
    {
        var inspection = site.Database.Inspection;
        var measure = await inspection.MeasureAsync(cancellationToken);
        await using var context = site.CreateContext();
        var pending = await context.Database.GetPendingMigrationsAsync(cancellationToken);
        var oldest = await context
            .Messages.OrderBy(message => message.Id)
            .Select(message => (long?)message.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return new DatabaseStanding(
            inspection.Provider,
            inspection.Name,
            measure.Version,
            measure.Bytes,
            [.. pending],
            [.. measure.Tables.Select(table => new TableStanding(table.Name, table.Bytes, table.Rows))],
            oldest is null ? null : MessageIdGenerator.TimeOf(oldest.Value)
        );
    }

    private async Task<(AcceptedCount Accepted, IReadOnlyList<ChannelSum> Sums)> CountAsync(
        DateTimeOffset since,
        int minute,
        CancellationToken cancellationToken
    ) =>
        (
            await _road.CountAcceptedAsync(since, cancellationToken),
            await _road.SumMinutesAsync(minute, cancellationToken)
        );

    private Task<List<ChannelStateEntity>> ReadStatesAsync(
        YixunDbContext context,
        CancellationToken cancellationToken
    )
    {
        var since = now - Fresh;
        return context
            .ChannelStates.AsNoTracking()
            .Where(state => state.UpdatedAt >= since)
            .ToListAsync(cancellationToken);
    }

    private static RoadCounts Counts(double accepted, bool whole, IReadOnlyList<ChannelSum> sums, int minutes)
    {
        return new RoadCounts(
            Math.Round(accepted, 1),
            whole,
            Sum(sum => sum.Submits),
            Sum(sum => sum.Accepted),
            Sum(sum => sum.Rejected),
            Sum(sum => sum.Uncertain),
            Sum(sum => sum.Delivered),
            Sum(sum => sum.Reports - sum.Delivered)
        );

        double Sum(Func<ChannelSum, long> part) => Math.Round(sums.Sum(part) / (double)minutes, 1);
    }

    private static ChannelStanding Of(ChannelEntity channel, List<ChannelStateEntity> states, ChannelSum? sum)
    {
        var window = states.Sum(state => state.Window);
        return new ChannelStanding(
            channel.Id,
            channel.Name,
            !channel.Enabled ? "disabled"
                : channel.Mode == ChannelMode.Running ? "running"
                : channel.Mode == ChannelMode.Paused ? "paused"
                : "draining",
            states.Count,
            states.Sum(state => state.Bound),
            channel.Connections,
            states.Sum(state => state.InFlight),
            window == 0 ? 0 : states.Sum(state => state.InFlight) * 100 / window,
            states.Sum(state => state.Waiting),
            Math.Round((sum?.Submits ?? 0) / (double)RateMinutes, 1),
            states.MaxBy(state => state.UpdatedAt)?.LastEvent,
            states.Find(state => state.Error is not null)?.Error
        );
    }
}
