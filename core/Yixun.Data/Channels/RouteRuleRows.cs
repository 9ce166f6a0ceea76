using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Data.Model;

namespace Yixun.Data.Channels;

/// <summary>Routing rules from their rows.</summary>
public static class RouteRuleRows
{
    public static RouteRule Read(RouteRuleEntity row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new RouteRule
        {
            Id = row.Id,
            Name = row.Name,
            Carriers = Split(row.Carriers, Enum.Parse<Carrier>),
            Lanes = Split(row.Lanes, Enum.Parse<Lane>),
            Systems = Split(row.Systems, static name => name),
            Provinces = Split(row.Provinces, static name => name),
            Signatures = Split(row.Signatures, static name => name),
            Ported = row.Ported,
            HasLink = row.HasLink,
            Deny = row.Deny,
            Channels = Split(row.Channels, static name => name),
            Preference = row.Preference,
            FallThrough = row.FallThrough,
        };
    }

    private static IReadOnlyList<T> Split<T>(string list, Func<string, T> parse) =>
        [
            .. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(parse),
        ];
}
