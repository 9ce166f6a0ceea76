using Yixun.Core.Messages;

namespace Yixun.Functions.Hosting;

/// <summary>Settings of the functions, section <c>Yixun</c>.</summary>
public sealed class YixunOptions
{
    public const string SectionName = "Yixun";

    /// <summary>Largest request body in octets.</summary>
    public int MaximumBodyLength { get; set; } = 8 * 1024 * 1024;

    /// <summary>Recipients of one request.</summary>
    public int MaximumRecipients { get; set; } = 1000;

    /// <summary>Requests per second of one connected system, where the system has no figure of its own.</summary>
    public int RequestsPerSecond { get; set; } = 20_000;

    /// <summary>The hospital's offset from UTC in hours.</summary>
    public double ZoneOffsetHours { get; set; } = 8;

    /// <summary>How long a report may take before the message becomes Unknown.</summary>
    public TimeSpan ReportWait { get; set; } = TimeSpan.FromHours(72);

    /// <summary>How long a message may stand without being on a queue before the sweep publishes it again.</summary>
    public TimeSpan SweepAge { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long segments of a long reply are waited for.</summary>
    public TimeSpan InboundWait { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Words that refuse marketing messages, besides R, T, TD, N, 退订, 取消 and 拒收.</summary>
    public IReadOnlyList<string> OptOutWords { get; set; } = [];

    /// <summary>Words that take a refusal back, besides 恢复订阅.</summary>
    public IReadOnlyList<string> ResubscribeWords { get; set; } = [];

    /// <summary>A session without a request ends after this.</summary>
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A template's text needs another person's approval before it is sent; else saving approves it.</summary>
    public bool TemplateReview { get; set; }

    /// <summary>Lane settings that differ from the defaults, by lane name.</summary>
    public Dictionary<string, LaneOptions> Lanes { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Hosts whose links are the hospital's own, for channels that take no others.</summary>
    public IReadOnlyList<string> OwnLinkHosts { get; set; } = [];

    /// <summary>Address under which patients reach this platform ("https://m.hospital.cn"); null: they can't.</summary>
    public string? PublicBaseUrl { get; set; }

    public HospitalOptions Hospital { get; set; } = new();

    public MmsOptions Mms { get; set; } = new();

    /// <summary>An address of ours that patients can open; null where there is none.</summary>
    public string? PublicLink(string folder, string token) =>
        string.IsNullOrEmpty(PublicBaseUrl) ? null : $"{PublicBaseUrl.TrimEnd('/')}/{folder}/{token}";

    /// <summary>The hosts of <see cref="OwnLinkHosts"/> and of our own links.</summary>
    /// <exception cref="InvalidOperationException">The public address is malformed.</exception>
    public IEnumerable<string> AllOwnHosts() =>
        string.IsNullOrEmpty(PublicBaseUrl) ? OwnLinkHosts
        : Uri.TryCreate(PublicBaseUrl, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
            ? OwnLinkHosts.Append(address.IdnHost)
        : throw new InvalidOperationException("Setting Yixun:PublicBaseUrl is not an http or https address.");

    /// <summary>The lane policies with the configured differences.</summary>
    /// <exception cref="InvalidOperationException">A lane name or an hour is malformed.</exception>
    public LanePolicies BuildLanePolicies() => LanePolicies.Of(Lanes, TimeSpan.FromHours(ZoneOffsetHours));
}
