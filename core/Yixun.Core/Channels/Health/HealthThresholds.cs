namespace Yixun.Core.Channels.Health;

/// <summary>When a channel counts as ill, and what follows: section <c>Yixun:Health</c>. Shares of traffic are points, 0 to 100.</summary>
public sealed class HealthThresholds
{
    public const string SectionName = "Yixun:Health";

    /// <summary>False: nothing is shifted, and every channel keeps its whole weight; events are written still.</summary>
    public bool AutomaticShift { get; set; } = true;

    /// <summary>How often the channels are judged.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What a daemon process says of its channels counts for this long.</summary>
    public TimeSpan StateAge { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Down once no connection was logged in for this long.</summary>
    public TimeSpan DownAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Up again once a connection was logged in for this long.</summary>
    public TimeSpan UpAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A report that takes longer is late. It also is how old segments must be to be judged by their reports.</summary>
    public TimeSpan SlowReport { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How late the daemon may write what it measured: figures are taken as whole only after this.</summary>
    public TimeSpan FigureDelay { get; set; } = TimeSpan.FromSeconds(65);

    /// <summary>Segments accepted in this time are judged by their reports.</summary>
    public TimeSpan SlowWindow { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Slow from this part of late or missing reports on.</summary>
    public double SlowPart { get; set; } = 0.15;

    /// <summary>Fewer segments say nothing about reports.</summary>
    public int SlowSample { get; set; } = 20;

    /// <summary>Answers of this time are judged for errors.</summary>
    public TimeSpan ErrorWindow { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>Ill from this part of refused or unanswered segments on.</summary>
    public double ErrorPart { get; set; } = 0.2;

    /// <summary>Down at once from this part on.</summary>
    public double SevereErrorPart { get; set; } = 0.8;

    /// <summary>Fewer answers say nothing about errors.</summary>
    public int ErrorSample { get; set; } = 20;

    /// <summary>
    /// Result codes that say something about a number or a text and nothing about the channel, comma separated, by
    /// protocol; refusals with them are no errors of the channel.
    /// </summary>
    public Dictionary<string, string> MessageCodes { get; set; } =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["cmpp20"] = "6,13",
            ["cmpp30"] = "6,9,13",
            ["sgip"] = "6,24,25,26,27,28,29,30,31",
            ["smgp"] = "36,37,47",
            ["smpp"] = "1,11",
            ["mm7"] = "2002,2003,2004",
        };

    /// <summary>Points of one step, down or up.</summary>
    public int Step { get; set; } = 10;

    /// <summary>At most one step in this time.</summary>
    public TimeSpan StepInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after points were taken off they are first given back, when nothing is wrong any more.</summary>
    public TimeSpan QuietPeriod { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Steps go no lower, and a channel that was down begins here.</summary>
    public int LowestShare { get; set; } = 10;

    /// <summary>No report at all in this time is a loss of reports …</summary>
    public TimeSpan LossWindow { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>… when at least so many segments were accepted in it, long enough ago.</summary>
    public int LossSample { get; set; } = 50;

    /// <summary>Messages that wait on a channel go elsewhere once it was down or paused for this long.</summary>
    public TimeSpan RerouteAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often messages are looked for that wait on channels that are switched off or gone.</summary>
    public TimeSpan OrphanInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What was measured is kept for this long.</summary>
    public TimeSpan KeepMinutes { get; set; } = TimeSpan.FromDays(35);

    /// <summary>The codes of <see cref="MessageCodes"/> for one protocol.</summary>
    public IReadOnlySet<string> MessageCodesOf(string protocol) =>
        MessageCodes.TryGetValue(protocol, out var codes)
            ? codes
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>(StringComparer.Ordinal);
}
