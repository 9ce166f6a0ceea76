using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Yixun.Coordination;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Core.Security;
using Yixun.Core.Signatures;
using Yixun.Core.Templates;
using Yixun.Core.Text;
using Yixun.Data.Channels;
using Yixun.Data.Model;
using Yixun.Functions.Hosting;
using Yixun.Functions.Templates;

namespace Yixun.Functions.Reference;

/// <summary>
/// What the road reads and rarely changes: systems, templates, number plan, channels, blacklist, opt-outs. Loaded whole,
/// replaced whole; a change in this process reloads at once and is announced to the others, which follow. What is not heard is
/// seen by the refresh timer.
/// </summary>
public sealed class ReferenceData : IDisposable
{
    private readonly IDbContextFactory<YixunDbContext> _contexts;
    private readonly FieldCipher _cipher;
    private readonly ChannelRows _channelRows;
    private readonly ReferenceSignals _signals;
    private readonly TimeSpan _zone;
    private readonly ConcurrentDictionary<long, byte> _blocked = new();
    private readonly ConcurrentDictionary<long, byte> _optedOut = new();
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile FrozenDictionary<string, ConnectedSystem> _systems = FrozenDictionary<
        string,
        ConnectedSystem
    >.Empty;
    private volatile FrozenDictionary<int, string> _systemKeys = FrozenDictionary<int, string>.Empty;
    private volatile FrozenDictionary<string, MessageTemplate> _templates = FrozenDictionary<
        string,
        MessageTemplate
    >.Empty;
    private NumberPlan _numberPlan = new NumberPlanBuilder().Build();
    private long _numberPlanRevision = -1;
    private volatile RouteTable _routes;
    private (int Count, long Revisions) _channelsSeen;
    private volatile ReplyReference _replies = ReplyReference.Empty;

    public ReferenceData(
        IDbContextFactory<YixunDbContext> contexts,
        FieldCipher cipher,
        ChannelRows channelRows,
        ReferenceSignals signals,
        IOptions<YixunOptions> options
    )
    {
        _contexts = contexts;
        _cipher = cipher;
        _channelRows = channelRows;
        _signals = signals;
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

    /// <summary>The approved version of the enabled template with an id; null when there is none.</summary>
    public MessageTemplate? FindTemplate(string id) => _templates.GetValueOrDefault(id);

    /// <summary>The system with an id; null when unknown.</summary>
    public ConnectedSystem? FindSystem(int id) =>
        _systemKeys.TryGetValue(id, out var key) ? FindSystem(key) : null;

    /// <summary>Whose digits are whose, and what is done with replies.</summary>
    public ReplyReference Replies => _replies;

    public bool HasBlocked => !_blocked.IsEmpty;

    public bool HasOptedOut => !_optedOut.IsEmpty;

    public bool IsBlocked(long phoneHash) => _blocked.ContainsKey(phoneHash);

    public bool IsOptedOut(long phoneHash) => _optedOut.ContainsKey(phoneHash);

    /// <summary>Makes a change that was just committed count at once, here and in other processes.</summary>
    public void SetBlocked(long phoneHash, bool blocked)
    {
        Set(_blocked, phoneHash, blocked);
        _signals.Announce(new SiteChange(SiteTopic.Phones, [phoneHash]));
    }

    /// <inheritdoc cref="SetBlocked"/>
    public void SetOptedOut(long phoneHash, bool optedOut)
    {
        Set(_optedOut, phoneHash, optedOut);
        _signals.Announce(new SiteChange(SiteTopic.Phones, [phoneHash]));
    }

    /// <summary>After something was committed: loads everything anew, and tells other processes to do so.</summary>
    public Task ReloadAsync(CancellationToken cancellationToken)
    {
        _signals.Announce(SiteChange.Of(SiteTopic.Reference));
        return FollowAsync(cancellationToken);
    }

    /// <summary>Loads everything anew, for this process alone.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
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
            _templates = await LoadTemplatesAsync(context, cancellationToken);
            await LoadNumberPlanAsync(context, cancellationToken);
            var ported = await context.PortedNumbers.AsNoTracking().ToListAsync(cancellationToken);
            var channels = await LoadChannelsAsync(context, cancellationToken);
            _replies = await ReplyReference.LoadAsync(context, channels, cancellationToken);
            _routes = new RouteTable(
                new NumberSegmentTable(
                    _numberPlan,
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
                await LoadSignaturesAsync(context, cancellationToken),
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
            await FollowRoutesAsync(cancellationToken);
        }
    }

    /// <summary>After channels or rules were committed: loads them anew, and tells other processes to do so.</summary>
    public Task ReloadRoutesAsync(CancellationToken cancellationToken)
    {
        _signals.Announce(SiteChange.Of(SiteTopic.Routes));
        return FollowRoutesAsync(cancellationToken);
    }

    /// <summary>Reads again whether some phones are blocked or opted out.</summary>
    public async Task FollowPhonesAsync(
        IReadOnlyCollection<long> phoneHashes,
        CancellationToken cancellationToken
    )
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            await using var context = await _contexts.CreateDbContextAsync(cancellationToken);
            foreach (var page in phoneHashes.Chunk(SiteChange.MaximumSubjects))
            {
                var hashes = page.ToList();
                var blocked = await context
                    .BlockedPhones.Select(row => row.PhoneHash)
                    .Where(hash => hashes.Contains(hash))
                    .ToListAsync(cancellationToken);
                var optedOut = await context
                    .OptOuts.Select(row => row.PhoneHash)
                    .Where(hash => hashes.Contains(hash))
                    .ToListAsync(cancellationToken);
                foreach (var hash in hashes)
                {
                    Set(_blocked, hash, blocked.Contains(hash));
                    Set(_optedOut, hash, optedOut.Contains(hash));
                }
            }
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Loads channels and rules anew, for this process alone.</summary>
    public async Task FollowRoutesAsync(CancellationToken cancellationToken)
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

    private static async Task<FrozenDictionary<string, MessageTemplate>> LoadTemplatesAsync(
        YixunDbContext context,
        CancellationToken cancellationToken
    )
    {
        var rows = await context
            .Templates.AsNoTracking()
            .Where(template => template.Enabled && template.ApprovedVersion > 0)
            .ToListAsync(cancellationToken);
        return rows.Select(row =>
                TemplateText.TryParse(row.Text, out var text, out _)
                    ? new MessageTemplate(
                        row.Id,
                        row.ApprovedVersion,
                        row.Kind,
                        text!,
                        TemplateVariables.Read(row.Variables)
                    )
                    : null
            )
            .OfType<MessageTemplate>()
            .ToFrozenDictionary(template => template.Id, StringComparer.Ordinal);
    }

    /// <summary>The plan may have some 500,000 rows, so it is read only when it has changed.</summary>
    private async Task LoadNumberPlanAsync(YixunDbContext context, CancellationToken cancellationToken)
    {
        // Read before the rows: what changes in between is read once more, and never missed.
        var revision = await context
            .ReferenceRevisions.Where(row => row.Name == ReferenceRevisionEntity.NumberPlan)
            .Select(row => row.Revision)
            .SingleOrDefaultAsync(cancellationToken);
        if (revision == _numberPlanRevision)
        {
            return;
        }

        var builder = new NumberPlanBuilder();
        await foreach (
            var row in context
                .NumberSegments.AsNoTracking()
                .Select(row => new
                {
                    row.Prefix,
                    row.Carrier,
                    row.Province,
                })
                .AsAsyncEnumerable()
                .WithCancellation(cancellationToken)
        )
        {
            builder.Add(row.Prefix, row.Carrier, row.Province);
        }

        _numberPlan = builder.Build();
        _numberPlanRevision = revision;
    }

    private static async Task<RegisteredSignatures> LoadSignaturesAsync(
        YixunDbContext context,
        CancellationToken cancellationToken
    )
    {
        var rows = await (
            from registration in context.SignatureRegistrations
            where registration.State == RegistrationState.Registered
            join signature in context.Signatures on registration.SignatureId equals signature.Id
            select new
            {
                signature.Text,
                registration.Carrier,
                registration.AccessNumber,
                registration.ExpiresAt,
            }
        ).ToListAsync(cancellationToken);
        return new RegisteredSignatures(
            rows.Select(row => new SignatureRegistration(
                row.Text,
                row.Carrier,
                row.AccessNumber,
                row.ExpiresAt
            ))
        );
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
