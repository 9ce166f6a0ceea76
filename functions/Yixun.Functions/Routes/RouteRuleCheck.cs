using Microsoft.EntityFrameworkCore;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Core.Routing;
using Yixun.Core.Text;
using Yixun.Data.Model;
using Yixun.Functions.Http;

namespace Yixun.Functions.Routes;

/// <summary>Checks a rule and puts it into its row.</summary>
internal static class RouteRuleCheck
{
    private const int LongestList = 100;

    /// <exception cref="ProblemException">What is wrong, at its field.</exception>
    public static async Task WriteAsync(
        RouteRuleRequest rule,
        RouteRuleEntity row,
        YixunDbContext database,
        CancellationToken cancellationToken
    )
    {
        if (rule.Name.Trim().Length is 0 or > 64)
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With("name").At("name"));
        }

        var preference = ApiNames.Read<RoutePreference>(
            rule.Preference,
            ProblemCatalogue.FieldInvalid.With("preference"),
            "preference"
        );
        var carriers = Read(rule.Carriers, "carriers", ProblemCatalogue.CarrierInvalid, CarrierOf);
        var lanes = Read(rule.Lanes, "lanes", ProblemCatalogue.LaneInvalid, LaneOf);
        var provinces = Read(
            rule.Provinces,
            "provinces",
            ProblemCatalogue.ProvinceInvalid,
            name => Provinces.TryRead(name, out var province) ? province : null
        );
        // A comma separates them in the row.
        var signatures = Read(
            rule.Signatures,
            "signatures",
            ProblemCatalogue.SignatureTextInvalid,
            text => MessageText.IsValidSignature(text) && !text.Contains(',') ? text : null
        );
        var channels = Read(rule.Channels, "channels", ProblemCatalogue.ChannelUnknown, id => id);
        var systems = Read(rule.Systems, "systems", ProblemCatalogue.SystemUnknown, key => key);
        if (
            (rule.Deny && channels.Count > 0)
            || (preference == RoutePreference.Order && (rule.Deny || channels.Count == 0))
        )
        {
            throw new ProblemException(ProblemCatalogue.RuleContradictory.At("channels"));
        }

        var knownChannels = await database
            .Channels.Where(channel => channels.Contains(channel.Id))
            .Select(channel => channel.Id)
            .ToListAsync(cancellationToken);
        RefuseUnknown(channels, knownChannels, ProblemCatalogue.ChannelUnknown, "channels");
        var knownSystems = await database
            .ConnectedSystems.Where(system => systems.Contains(system.Key))
            .Select(system => system.Key)
            .ToListAsync(cancellationToken);
        RefuseUnknown(systems, knownSystems, ProblemCatalogue.SystemUnknown, "systems");

        row.Name = rule.Name.Trim();
        row.Enabled = rule.Enabled;
        row.Carriers = string.Join(',', carriers);
        row.Lanes = string.Join(',', lanes);
        row.Systems = string.Join(',', systems);
        row.Provinces = string.Join(',', provinces);
        row.Signatures = string.Join(',', signatures);
        row.Ported = rule.Ported;
        row.HasLink = rule.HasLink;
        row.Deny = rule.Deny;
        row.Channels = string.Join(',', channels);
        row.Preference = preference;
        row.FallThrough = rule.FallThrough;
    }

    private static string? CarrierOf(string name) =>
        ApiNames.TryRead<Carrier>(name, out var carrier) && carrier != Carrier.Unknown
            ? carrier.ToString()
            : null;

    private static string? LaneOf(string name) => Lanes.TryParse(name, out var lane) ? lane.ToString() : null;

    private static List<string> Read(
        IReadOnlyList<string>? list,
        string field,
        Problem problem,
        Func<string, string?> read
    )
    {
        if (list is { Count: > LongestList })
        {
            throw new ProblemException(ProblemCatalogue.FieldInvalid.With(field).At(field));
        }

        return
        [
            .. (list ?? [])
                .Select(entry =>
                    entry is not null && read(entry) is { } value
                        ? value
                        : throw new ProblemException(problem.With(entry ?? "null").At(field))
                )
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static void RefuseUnknown(List<string> named, List<string> known, Problem problem, string field)
    {
        if (named.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new ProblemException(problem.With(unknown).At(field));
        }
    }
}
