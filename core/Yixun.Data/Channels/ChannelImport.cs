using Microsoft.EntityFrameworkCore;
using Yixun.Core.Channels;
using Yixun.Core.Ids;
using Yixun.Data.Model;

namespace Yixun.Data.Channels;

/// <summary>
/// Brings the channels of a process's configuration into the database at its start. Connections follow the configuration;
/// what operators set (weight, mode, lanes, rules of content) is theirs after the first time. A channel that left the
/// configuration is switched off.
/// </summary>
public sealed class ChannelImport(
    IDbContextFactory<YixunDbContext> contexts,
    ChannelRows rows,
    MessageIdGenerator ids,
    TimeProvider time
)
{
    private const string By = "configuration";

    /// <exception cref="ArgumentException">Two channels have the same id.</exception>
    public async Task ImportAsync(
        IReadOnlyList<ChannelSettings> channels,
        CancellationToken cancellationToken
    )
    {
        if (channels.GroupBy(channel => channel.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two channels have the id '{twice.Key}'.", nameof(channels));
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await context.Channels.ToDictionaryAsync(channel => channel.Id, cancellationToken);
        var now = time.GetUtcNow();
        foreach (var channel in channels)
        {
            if (!known.Remove(channel.Id, out var row))
            {
                row = rows.Create(channel, By, now);
                row.FromConfiguration = true;
                context.Channels.Add(row);
                context.ChannelEvents.Add(Event(channel.Id, "created", "由配置文件新增"));
                continue;
            }

            rows.WriteConnection(row, channel);
            row.FromConfiguration = true;
            // What an operator switched off stays off.
            var returns = !row.Enabled && row.UpdatedBy == By;
            row.Enabled |= returns && channel.Enabled;
            if (context.Entry(row).State == EntityState.Modified)
            {
                ChannelRows.Touch(row, By, now);
                context.ChannelEvents.Add(
                    Event(channel.Id, "changed", returns ? "由配置文件启用" : "连接参数随配置文件更新")
                );
            }
        }

        foreach (var row in known.Values.Where(row => row is { FromConfiguration: true, Enabled: true }))
        {
            row.Enabled = false;
            ChannelRows.Touch(row, By, now);
            context.ChannelEvents.Add(Event(row.Id, "changed", "已不在配置文件中，停用"));
        }

        await context.SaveChangesAsync(cancellationToken);

        ChannelEventEntity Event(string channelId, string kind, string detail) =>
            new()
            {
                Id = ids.Next(),
                ChannelId = channelId,
                At = now,
                Kind = kind,
                Detail = detail,
                By = By,
            };
    }
}
