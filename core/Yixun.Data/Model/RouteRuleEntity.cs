using Yixun.Core.Routing;

namespace Yixun.Data.Model;

/// <summary>A routing rule; see <see cref="RouteRule"/>. Lists are comma separated, empty: always.</summary>
public sealed class RouteRuleEntity
{
    /// <summary>2 to 32 of a-z, 0-9 and dash.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Lower ones are asked first; equal ones by id.</summary>
    public int Position { get; set; }

    public bool Enabled { get; set; } = true;

    public string Carriers { get; set; } = "";

    public string Lanes { get; set; } = "";

    public string Systems { get; set; } = "";

    public string Provinces { get; set; } = "";

    public string Signatures { get; set; } = "";

    public bool? Ported { get; set; }

    public bool? HasLink { get; set; }

    public bool Deny { get; set; }

    /// <summary>Ids in order of preference.</summary>
    public string Channels { get; set; } = "";

    public RoutePreference Preference { get; set; }

    public bool FallThrough { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public required string UpdatedBy { get; set; }

    /// <summary>Grows with every change; guards against lost updates.</summary>
    public long Revision { get; set; }
}
