using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Core.Security;
using Yixun.Core.Templates;
using Yixun.Core.Text;
using Yixun.Data.Channels;
using Yixun.Data.Model;
using Yixun.Functions.Hosting;

namespace Yixun.Functions.Reference;

/// <summary>
/// What the road reads and rarely changes: systems, templates, number plan, channels, blacklist, opt-outs. Loaded whole,
/// replaced whole; a change in this process reloads at once, one in another is seen by the refresh timer.
/// </summary>
public sealed class ReferenceData : IDisposable
{
    private readonly IDbContextFactory<YixunDbContext> _contexts;
    private readonly FieldCipher _cipher;
    private readonly ChannelRows _channelRows;
    private readonly TimeSpan _zone;
    private readonly ConcurrentDictionary<long, byte> _blocked = new();
    private readonly ConcurrentDictionary<long, byte> _optedOut = new();
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile FrozenDictionary<string, ConnectedSystem> _systems = FrozenDictionary<
        string,
        ConnectedSystem
    >.Empty;
    private volatile FrozenDictionary<int, string> _systemKeys = FrozenDictionary<int, string>.Empty;
    private volatile FrozenDictionary<string, TemplateText> _templates = FrozenDictionary<
        string,
        TemplateText
    >.Empty;
    private volatile RouteTable _routes;
    private (int Count, long Revisions) _channelsSeen;
    private volatile ReplyReference _replies = ReplyReference.Empty;

    public ReferenceData(
        IDbContextFactory<YixunDbContext> contexts,
        FieldCipher cipher,
        ChannelRows channelRows,
        IOptions<YixunOptions> options
    )
    {
        _contexts = contexts;
        _cipher = cipher;
        _channelRows = channelRows;
        _zone = TimeSpan.FromHours(options.Value.ZoneOffsetHours);
        Lanes = options.Value.BuildLanePolicies();
        Links = new LinkFinder(options.Value.AllOwnHosts());
        _routes = new RouteTable(new NumberSegmentTable([]), []);
    }

    public LanePolicies Lanes { get; }

    /// <summary>The hospital's offset from UTC.</summary>
    public TimeSpan Zone => _zone;

    /// <summary>Tells which links a text has.</summary>
    public LinkFinder Links { get; }

    public RouteTable Routes => _routes;

    /// <summary>The system with a key; null when unknown. Disabled ones are found too.</summary>
    public ConnectedSystem? FindSystem(string key) => _systems.GetValueOrDefault(key);

    /// <summary>Key of the system with an id; empty when unknown.</summary>
    public string KeyOfSystem(int id) => _systemKeys.GetValueOrDefault(id, "");

    /// <summary>The system with an id; null when unknown.</summary>
    public ConnectedSystem? FindSystem(int id) =>
        _systemKeys.TryGetValue(id, out var key) ? FindSystem(key) : null;

    /// <summary>Whose digits are whose, and what is done with replies.</summary>
    public ReplyReference Replies => _replies;

    /// <summary>The enabled template with an id; null when there is none.</summary>
    public TemplateText? FindTemplate(string id) => _templates.GetValueOrDefault(id);

    public bool HasBlocked => !_blocked.IsEmpty;

    public bool HasOptedOut => !_optedOut.IsEmpty;

    public bool IsBlocked(long phoneHash) => _blocked.ContainsKey(phoneHash);

    public bool IsOptedOut(long phoneHash) => _optedOut.ContainsKey(phoneHash);

    /// <summary>Makes a change that was just committed count at once.</summary>
    public void SetBlocked(long phoneHash, bool blocked) => Set(_blocked, phoneHash, blocked);

    /// <inheritdoc cref="SetBlocked"/>
    public void SetOptedOut(long phoneHash, bool optedOut) => Set(_optedOut, phoneHash, optedOut);

    /// <summary>Loads everything anew.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            // What is set while this loads is newer than what is loaded.
            var blockedBefore = _blocked.Keys;
            var optedOutBefore = _optedOut.Keys;
            await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
            var systems = await context.ConnectedSystems.AsNoTracking().ToListAsync(cancellationToken);
            _systems = systems
                .Select(system => ConnectedSystem.From(system, _cipher))
                .ToFrozenDictionary(system => system.Key, StringComparer.Ordinal);
            _systemKeys = systems.ToFrozenDictionary(system => system.Id, system => system.Key);
            var templates = await context
                .Templates.AsNoTracking()
                .Where(template => template.Enabled)
                .ToListAsync(cancellationToken);
            _templates = templates
                .Select(template =>
                    (
                        template.Id,
                        Text: TemplateText.TryParse(template.Text, out var text, out _) ? text : null
                    )
                )
                .Where(template => template.Text is not null)
                .ToFrozenDictionary(
                    template => template.Id,
                    template => template.Text!,
                    StringComparer.Ordinal
                );
            var segments = await context.NumberSegments.AsNoTracking().ToListAsync(cancellationToken);
            var ported = await context.PortedNumbers.AsNoTracking().ToListAsync(cancellationToken);
            var channels = await LoadChannelsAsync(context, cancellationToken);
            _replies = await ReplyReference.LoadAsync(context, channels, cancellationToken);
            _routes = new RouteTable(
                new NumberSegmentTable(
                    segments.Select(segment => new NumberSegment(
                        segment.Prefix,
                        segment.Carrier,
                        segment.Kind,
                        segment.Province
                    )),
                    ported.Select(entry =>
                        KeyValuePair.Create(
                            PhoneNumber.FromValue(
                                _cipher.DecryptNumber(entry.Id, CipherField.PortedPhone, entry.PhoneCipher)
                            ),
                            entry.Carrier
                        )
                    )
                ),
                channels,
                await LoadRulesAsync(context, cancellationToken),
                RegisteredSignatures.None,
                _zone
            );
            Replace(
                _blocked,
                blockedBefore,
                await context
                    .BlockedPhones.Select(blocked => blocked.PhoneHash)
                    .ToListAsync(cancellationToken)
            );
            Replace(
                _optedOut,
                optedOutBefore,
                await context.OptOuts.Select(optOut => optOut.PhoneHash).ToListAsync(cancellationToken)
            );
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Loads channels and rules anew, if a channel has changed since they were loaded.</summary>
    public async Task FollowChannelsAsync(CancellationToken cancellationToken)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
        if (await RevisionsAsync(context, cancellationToken) != _channelsSeen)
        {
            await ReloadRoutesAsync(cancellationToken);
        }
    }

    /// <summary>Loads channels and rules anew, so that a change of them counts at once.</summary>
    public async Task ReloadRoutesAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
            var seen = await RevisionsAsync(context, cancellationToken);
            _routes = _routes.With(
                await LoadChannelsAsync(context, cancellationToken),
                await LoadRulesAsync(context, cancellationToken)
            );
            _channelsSeen = seen;
        }
        finally
        {
            _loading.Release();
        }
    }

    public void Dispose() => _loading.Dispose();

    /// <summary>Differs after every change: revisions only grow, and a row is one fewer or more.</summary>
    private static async Task<(int Count, long Revisions)> RevisionsAsync(
        YixunDbContext context,
        CancellationToken cancellationToken
    )
    {
        var seen = await context
            .Channels.GroupBy(_ => 1)
            .Select(rows => new { Count = rows.Count(), Revisions = rows.Sum(row => row.Revision) })
            .SingleOrDefaultAsync(cancellationToken);
        return seen is null ? default : (seen.Count, seen.Revisions);
    }

    private async Task<List<ChannelDefinition>> LoadChannelsAsync(
        YixunDbContext context,
        CancellationToken cancellationToken
    )
    {
        var rows = await context
            .Channels.AsNoTracking()
            .OrderBy(row => row.Id)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => _channelRows.Read(row).ToDefinition(row.HealthShare));
    }

    private static async Task<IEnumerable<RouteRule>> LoadRulesAsync(
        YixunDbContext context,
        CancellationToken cancellationToken
    )
    {
        var rows = await context
            .RouteRules.AsNoTracking()
            .Where(row => row.Enabled)
            .OrderBy(row => row.Position)
            .ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
        return rows.Select(RouteRuleRows.Read);
    }

    private static void Set(ConcurrentDictionary<long, byte> set, long hash, bool present)
    {
        if (present)
        {
            set[hash] = 0;
        }
        else
        {
            set.TryRemove(hash, out _);
        }
    }

    private static void Replace(
        ConcurrentDictionary<long, byte> set,
        ICollection<long> before,
        List<long> hashes
    )
    {
        foreach (var hash in before.Except(hashes))
        {
            set.TryRemove(hash, out _);
        }

        foreach (var hash in hashes)
        {
            set[hash] = 0;
        }
    }
}
