using Microsoft.EntityFrameworkCore;
using Yixun.Core.Channels;
using Yixun.Core.Messages;
using Yixun.Core.Problems;
using Yixun.Data.Channels;
using Yixun.Data.Model;
using Yixun.Functions.Admin;
using Yixun.Functions.Audit;
using Yixun.Functions.Http;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Channels;

/// <summary>
/// The channels as staff sees and changes them. A change is committed with its event; routing of this process follows at
/// once, the carrier daemon within a second, and other processes when they refresh.
/// </summary>
public sealed class ChannelRegister(
    IDbContextFactory<YixunDbContext> contexts,
    ChannelRows rows,
    ChannelLoad load,
    ChannelQueues queues,
    ReferenceData reference,
    IAuditTrail audit,
    TimeProvider time
)
{
    private const int MaximumTries = 5;
    private const int CountedActive = 10_000;

    /// <summary>What a channel's connection is made of; with a configured channel the file alone says it.</summary>
    private static readonly string[] ConnectionColumns =
    [
        nameof(ChannelEntity.Kind),
        nameof(ChannelEntity.Protocol),
        nameof(ChannelEntity.Carriers),
        nameof(ChannelEntity.AccessNumber),
        nameof(ChannelEntity.Host),
        nameof(ChannelEntity.Port),
        nameof(ChannelEntity.Account),
        nameof(ChannelEntity.Connections),
        nameof(ChannelEntity.Window),
        nameof(ChannelEntity.Settings),
        nameof(ChannelEntity.SecretCipher),
    ];

    /// <exception cref="ProblemException">not_found.</exception>
    public async Task<ChannelDetailView> GetAsync(string id, CancellationToken cancellationToken)
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await FindAsync(database, id, cancellationToken);
        var settings = rows.Read(row);
        return new ChannelDetailView(
            row.Id,
            ApiId.Of(row.Revision),
            row.FromConfiguration,
            row.HealthShare,
            row.HealthReason,
            row.UpdatedAt,
            row.UpdatedBy,
            settings.Secret.Length > 0,
            settings.Sgip.PeerSecret.Length > 0,
            settings.Mm7.PeerPassword.Length > 0,
            ChannelForms.Write(settings)
        );
    }

    /// <summary>Adds a channel or changes one.</summary>
    /// <param name="revision">Of the version that was changed; null for a new one.</param>
    /// <returns>The new revision, and whether the channel is new.</returns>
    /// <exception cref="ProblemException">
    /// channel_invalid, reason_invalid, channel_exists, revision_conflict, channel_of_configuration, queues_unavailable or
    /// not_found.
    /// </exception>
    public async Task<(long Revision, bool Created)> SaveAsync(
        string id,
        ChannelChange change,
        long? revision,
        StaffSession staff,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(staff);
        var reason = change.Reason is null ? null : Reason(change.Reason);
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await database.Channels.SingleOrDefaultAsync(
            channel => channel.Id == id,
            cancellationToken
        );
        if (row is null)
        {
            row = await AddAsync(database, id, change.Settings, revision, reason, staff, cancellationToken);
            return (row.Revision, true);
        }

        if (revision is null)
        {
            throw new ProblemException(ProblemCatalogue.ChannelExists.At("id"));
        }

        if (row.Revision != revision)
        {
            throw new ProblemException(ProblemCatalogue.RevisionConflict.At("revision"));
        }

        Change(database, row, change.Settings, reason, staff);
        await SaveAsync(database, cancellationToken);
        await reference.ReloadAsync(cancellationToken);
        return (row.Revision, false);
    }

    /// <summary>Changes one thing of a channel, whatever its revision is.</summary>
    /// <param name="action">The event's kind.</param>
    /// <param name="apply">Makes the change, and says in Chinese what was before and what is now.</param>
    /// <returns>The new revision.</returns>
    /// <exception cref="ProblemException">not_found, reason_invalid, revision_conflict.</exception>
    public async Task<long> OperateAsync(
        string id,
        string action,
        string? reason,
        StaffSession staff,
        Func<ChannelEntity, (string Before, string After)> apply,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(apply);
        ArgumentNullException.ThrowIfNull(staff);
        var given = Reason(reason);
        for (var tries = 1; ; tries++)
        {
            await using var database = await contexts.CreateDbContextAsync(cancellationToken);
            var row = await FindAsync(database, id, cancellationToken);
            var (before, after) = apply(row);
            ChannelRows.Touch(row, staff.Account, time.GetUtcNow());
            audit.Record(database, staff, action, AuditTarget.Channel(id), before, after, given);
            try
            {
                await database.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException) when (tries < MaximumTries)
            {
                // Its health or another person changed it meanwhile: the one field is set on the newer version.
                continue;
            }
            catch (DbUpdateConcurrencyException)
            {
                throw new ProblemException(ProblemCatalogue.RevisionConflict);
            }

            await reference.ReloadAsync(cancellationToken);
            return row.Revision;
        }
    }

    /// <summary>Notes something that staff did with a channel without changing it.</summary>
    /// <exception cref="ProblemException">not_found.</exception>
    public async Task NoteAsync(
        string id,
        string action,
        string what,
        StaffSession staff,
        CancellationToken cancellationToken
    )
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        audit.Record(database, staff, action, AuditTarget.Channel(id), null, what);
        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>
    /// Removes a channel on which nothing is active. It is taken out of routing before the count that decides, so nothing
    /// of this process can be routed to it meanwhile.
    /// </summary>
    /// <exception cref="ProblemException">
    /// not_found, reason_invalid, channel_of_configuration, channel_named_by_rule, channel_busy.
    /// </exception>
    public async Task RemoveAsync(
        string id,
        string? reason,
        StaffSession staff,
        CancellationToken cancellationToken
    )
    {
        var given = Reason(reason);
        await using (var database = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var row = await FindAsync(database, id, cancellationToken);
            if (row.FromConfiguration)
            {
                throw new ProblemException(
                    ProblemCatalogue.ChannelOfConfiguration.With("须先从配置文件中移除；此处可停用")
                );
            }

            var rules = await database
                .RouteRules.AsNoTracking()
                .Where(rule => rule.Channels.Contains(id))
                .ToListAsync(cancellationToken);
            if (rules.Any(rule => rule.Channels.Split(',', StringSplitOptions.TrimEntries).Contains(id)))
            {
                throw new ProblemException(ProblemCatalogue.ChannelNamedByRule);
            }
        }

        await RefuseBusyAsync(id, disabled: false, cancellationToken);
        await OperateAsync(
            id,
            "disabled",
            given,
            staff,
            row =>
            {
                var before = row.Enabled;
                row.Enabled = false;
                return (EnabledName(before), "停用（删除前）");
            },
            cancellationToken
        );
        await RefuseBusyAsync(id, disabled: true, cancellationToken);
        await RemoveRowsAsync(id, given, staff, cancellationToken);
        await reference.ReloadAsync(cancellationToken);
        await queues.DeleteAsync(id, cancellationToken);
    }

    private async Task RemoveRowsAsync(
        string id,
        string reason,
        StaffSession staff,
        CancellationToken cancellationToken
    )
    {
        await using var database = await contexts.CreateDbContextAsync(cancellationToken);
        var removed = await FindAsync(database, id, cancellationToken);
        database.Channels.Remove(removed);
        database.ChannelStates.RemoveRange(
            await database.ChannelStates.Where(state => state.ChannelId == id).ToListAsync(cancellationToken)
        );
        audit.Record(
            database,
            staff,
            "removed",
            AuditTarget.Channel(id),
            $"{removed.Name}，接入号 {removed.AccessNumber}",
            null,
            reason
        );
        await SaveAsync(database, cancellationToken);
    }

    /// <summary>Chinese.</summary>
    public static string EnabledName(bool enabled) => enabled ? "启用" : "停用";

    /// <summary>The trimmed reason.</summary>
    /// <exception cref="ProblemException">reason_invalid.</exception>
    public static string Reason(string? reason) =>
        reason?.Trim() is { Length: >= 1 and <= 200 } given
            ? given
            : throw new ProblemException(ProblemCatalogue.ReasonInvalid.At("reason"));

    /// <exception cref="ProblemException">channel_invalid, with everything that is wrong.</exception>
    private static void Check(ChannelSettings settings)
    {
        var faults = ChannelSettingsCheck.Find(settings);
        if (faults.Count > 0)
        {
            throw new ProblemException(
                ProblemCatalogue
                    .ChannelInvalid.With(string.Join('；', faults.Select(fault => fault.Detail)))
                    .At(faults[0].Field)
            );
        }
    }

    private static async Task<ChannelEntity> FindAsync(
        YixunDbContext database,
        string id,
        CancellationToken cancellationToken
    ) =>
        await database.Channels.SingleOrDefaultAsync(channel => channel.Id == id, cancellationToken)
        ?? throw new ProblemException(ProblemCatalogue.NotFound);

    private static async Task SaveAsync(YixunDbContext database, CancellationToken cancellationToken)
    {
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new ProblemException(ProblemCatalogue.RevisionConflict.At("revision"));
        }
    }

    private async Task<ChannelEntity> AddAsync(
        YixunDbContext database,
        string id,
        ChannelForm form,
        long? revision,
        string? reason,
        StaffSession staff,
        CancellationToken cancellationToken
    )
    {
        if (revision is not null)
        {
            throw new ProblemException(ProblemCatalogue.NotFound);
        }

        var settings = new ChannelSettings { Id = id };
        ChannelForms.Apply(form, settings);
        Check(settings);
        await queues.DeclareAsync(id, cancellationToken);
        var row = rows.Create(settings, staff.Account, time.GetUtcNow());
        database.Channels.Add(row);
        audit.Record(
            database,
            staff,
            "created",
            AuditTarget.Channel(id),
            null,
            $"新增 {row.Name}：{row.Protocol}，接入号 {row.AccessNumber}，权重 {row.Weight}",
            reason
        );
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            await using var again = await contexts.CreateDbContextAsync(cancellationToken);
            if (await again.Channels.AnyAsync(channel => channel.Id == id, cancellationToken))
            {
                throw new ProblemException(ProblemCatalogue.ChannelExists.At("id"));
            }

            throw;
        }

        await reference.ReloadAsync(cancellationToken);
        return row;
    }

    private void Change(
        YixunDbContext database,
        ChannelEntity row,
        ChannelForm form,
        string? reason,
        StaffSession staff
    )
    {
        var before = rows.Read(row);
        var after = rows.Read(row);
        ChannelForms.Apply(form, after);
        Check(after);
        var differences = ChannelComparison.Between(before, after);
        if (differences.Count == 0)
        {
            return;
        }

        if (
            reason is null
            && (before.Enabled, before.Mode, before.Weight, before.Rate)
                != (after.Enabled, after.Mode, after.Weight, after.Rate)
        )
        {
            throw new ProblemException(ProblemCatalogue.ReasonInvalid.At("reason"));
        }

        ChannelRows.WriteUse(row, after);
        rows.WriteConnection(row, after);
        database.ChangeTracker.DetectChanges();
        var entry = database.Entry(row);
        if (row.FromConfiguration && ConnectionColumns.Any(column => entry.Property(column).IsModified))
        {
            throw new ProblemException(
                ProblemCatalogue.ChannelOfConfiguration.With(
                    string.Join('、', differences.Select(difference => difference.Name))
                )
            );
        }

        ChannelRows.Touch(row, staff.Account, time.GetUtcNow());
        audit.Record(
            database,
            staff,
            "changed",
            AuditTarget.Channel(row.Id),
            string.Join('，', differences.Select(difference => $"{difference.Name} {difference.Before}")),
            string.Join('，', differences.Select(difference => $"{difference.Name} {difference.After}")),
            reason
        );
    }

    private async Task RefuseBusyAsync(string id, bool disabled, CancellationToken cancellationToken)
    {
        var active = await load.CountActiveAsync(id, CountedActive + 1, cancellationToken);
        if (active > 0)
        {
            throw new ProblemException(
                ProblemCatalogue.ChannelBusy.With(
                    (active > CountedActive ? $"超过 {CountedActive} 条" : $"{active} 条")
                        + (disabled ? "，通道已先停用" : "")
                )
            );
        }
    }
}
