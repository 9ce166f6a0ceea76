using Microsoft.EntityFrameworkCore;
using Yixun.CarrierDaemon.Channels;
using Yixun.Data.Leases;
using Yixun.Data.Model;

namespace Yixun.CarrierDaemon.Supervision;

/// <summary>Writes what this process saw of its channels: one save for all of them.</summary>
public sealed class SupervisionRecords(
    IDbContextFactory<YixunDbContext> contexts,
    NodeLease lease,
    TimeProvider time
)
{
    internal async Task WriteStatesAsync(
        IReadOnlyList<ChannelSnapshot> channels,
        ChannelMeasures measures,
        IReadOnlyDictionary<string, long> revisions,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context
            .ChannelStates.Where(row => row.Owner == lease.Token)
            .ToDictionaryAsync(row => row.ChannelId, cancellationToken);
        foreach (var channel in channels)
        {
            var id = channel.Settings.Id;
            if (!rows.Remove(id, out var row))
            {
                row = new ChannelStateEntity { ChannelId = id, Owner = lease.Token };
                context.ChannelStates.Add(row);
            }

            row.UpdatedAt = time.GetUtcNow();
            row.Connections = channel.Settings.Connections;
            row.Bound = channel.Bound;
            row.Window = channel.Window;
            row.InFlight = channel.InFlight;
            row.Open = channel.Open;
            row.Waiting = channel.Waiting;
            row.Revision = revisions.GetValueOrDefault(id);
            row.LastEvent = channel.LastEvent;
            row.DownSince = channel.Bound > 0 ? null : measures.Of(id).DownSince;
            row.Error = channel.Error;
        }

        context.ChannelStates.RemoveRange(rows.Values);
        await context.SaveChangesAsync(cancellationToken);
    }

    internal async Task WriteMinutesAsync(ChannelMeasures measures, CancellationToken cancellationToken)
    {
        var minutes = measures.All.ToDictionary(measure => measure.ChannelId, measure => measure.Minutes);
        if (minutes.Values.All(list => list.Count == 0))
        {
            return;
        }

        var oldest = minutes.Values.Where(list => list.Count > 0).Min(list => list[0].Minute);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context
            .ChannelMinutes.Where(row => row.Minute >= oldest && row.Owner == lease.Token)
            .ToDictionaryAsync(row => (row.ChannelId, row.Minute), cancellationToken);
        foreach (var (channelId, list) in minutes)
        {
            foreach (var minute in list)
            {
                if (!rows.TryGetValue((channelId, minute.Minute), out var row))
                {
                    row = new ChannelMinuteEntity
                    {
                        ChannelId = channelId,
                        Minute = minute.Minute,
                        Owner = lease.Token,
                    };
                    context.ChannelMinutes.Add(row);
                }

                minute.WriteTo(row);
            }
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>This process runs no channels any more.</summary>
    internal async Task RemoveStatesAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ChannelStates.RemoveRange(
            await context.ChannelStates.Where(row => row.Owner == lease.Token).ToListAsync(cancellationToken)
        );
        await context.SaveChangesAsync(cancellationToken);
    }
}
