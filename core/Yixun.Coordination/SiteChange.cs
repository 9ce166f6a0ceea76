namespace Yixun.Coordination;

/// <summary>Something that was just committed to the database, where whoever hears of it reads what it is now.</summary>
/// <param name="Topic">What kind of thing.</param>
/// <param name="Subjects">Which ones, at most <see cref="MaximumSubjects"/>; empty: any of them.</param>
public sealed record SiteChange(SiteTopic Topic, IReadOnlyList<long> Subjects)
{
    public const int MaximumSubjects = 1_000;

    public static SiteChange Everything { get; } = Of(SiteTopic.Everything);

    public static SiteChange Of(SiteTopic topic) => new(topic, []);
}
