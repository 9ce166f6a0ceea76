using Xunit;
using Yixun.Core.Channels.Health;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;

namespace Yixun.Core.Tests.Channels.Health;

public sealed class ChannelHealthJudgeTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
    private static readonly ChannelObservation Well = new()
    {
        Id = "a",
        Carriers = [Carrier.Mobile],
        Bound = 2,
    };
    private static readonly ChannelObservation Other = Well with { Id = "b" };
    private static readonly ChannelObservation Slow = Well with { Awaited = 100, InTime = 85 };
    private static readonly ChannelObservation Failing = Well with { Answers = 100, Errors = 20 };
    private static readonly ChannelObservation Broken = Well with { Answers = 100, Errors = 80 };
    private static readonly ChannelObservation Away = Well with { Bound = 0 };

    private readonly HealthThresholds _thresholds = new();
    private ChannelHealthJudge? _judge;
    private DateTimeOffset _now = Start;
    private int _share = 100;

    private ChannelHealthJudge Judge => _judge ??= new ChannelHealthJudge(_thresholds);

    public static TheoryData<string, ChannelObservation, ChannelObservation[], HealthCause?> FirstLooks =>
        new()
        {
            { "all is well", Well, [Other], null },
            { "15 % late", Slow, [Other], HealthCause.SlowReports },
            { "less than 15 % late", Slow with { InTime = 86 }, [Other], null },
            { "too few awaited", Slow with { Awaited = 19, InTime = 0 }, [Other], null },
            {
                "just enough awaited",
                Slow with
                {
                    Awaited = 20,
                    InTime = 0,
                },
                [Other],
                HealthCause.SlowReports
            },
            { "all of the carrier are slow", Slow, [Slow with { Id = "b" }], null },
            { "the only channel", Slow, [], null },
            { "the other is of another carrier", Slow, [Other with { Carriers = [Carrier.Unicom] }], null },
            { "the other carries MMS", Slow, [Other with { Kind = ChannelKind.Mms }], null },
            { "the other is down", Slow, [Other with { Share = 0 }], null },
            { "the other has no connection", Slow, [Other with { Bound = 0 }], null },
            { "the other is paused", Slow, [Other with { TakesTraffic = false }], null },
            {
                "one of three others is not slow",
                Slow,
                [Slow with { Id = "b" }, Slow with { Id = "c" }, Other with { Id = "d" }],
                HealthCause.SlowReports
            },
            { "20 % errors", Failing, [Other], HealthCause.Errors },
            { "20 % errors, no other", Failing, [], HealthCause.Errors },
            { "less than 20 % errors", Failing with { Errors = 19 }, [Other], null },
            { "too few answers", Failing with { Answers = 19, Errors = 19 }, [Other], null },
            { "80 % errors", Broken, [Other], HealthCause.SevereErrors },
            { "errors and slow reports", Failing with { Awaited = 100 }, [Other], HealthCause.Errors },
            { "no connection for a moment", Away, [Other], null },
            {
                "no connection for 15 s",
                Away with
                {
                    UnboundSince = Start.AddSeconds(-15),
                },
                [Other],
                HealthCause.Disconnected
            },
            { "no connection for 14 s", Away with { UnboundSince = Start.AddSeconds(-14) }, [Other], null },
            { "50 accepted, no report", Well with { LossAccepted = 50 }, [Other], HealthCause.ReceiptLoss },
            { "49 accepted, no report", Well with { LossAccepted = 49 }, [Other], null },
            { "a single report", Well with { LossAccepted = 500, LossReports = 1 }, [Other], null },
        };

    [Theory]
    [MemberData(nameof(FirstLooks))]
    public void Judge_firstLook_decides(
        string name,
        ChannelObservation channel,
        ChannelObservation[] others,
        HealthCause? cause
    )
    {
        var decisions = Judge.Judge([channel, .. others], Start).Where(d => d.Observation.Id == "a").ToList();

        Assert.True(cause == (decisions.Count == 0 ? null : Assert.Single(decisions).Cause), name);
    }

    [Fact]
    public void Judge_slowReports_takeAStepAMinuteAndNeverGoBelowTheLowest()
    {
        Assert.Equal(90, Look(Slow));
        _now += TimeSpan.FromSeconds(59);
        Assert.Equal(90, Look(Slow));
        _now += TimeSpan.FromSeconds(1);
        Assert.Equal(80, Look(Slow));

        Assert.Equal(10, Look(Slow, TimeSpan.FromMinutes(30)));
    }

    [Fact]
    public void Judge_afterSlowReports_givesBackAfterAQuietTimeStepByStep()
    {
        Look(Slow);
        Assert.Equal(80, Look(Slow, TimeSpan.FromMinutes(1)));

        Assert.Equal(80, Look(Well, TimeSpan.FromMinutes(5) - _thresholds.Interval));
        Assert.Equal(90, Look(Well, _thresholds.Interval));
        Assert.Equal(90, Look(Well, TimeSpan.FromSeconds(50)));
        Assert.Equal(100, Look(Well, _thresholds.Interval));
        Assert.Equal(100, Look(Well, TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public void Judge_slowAgainWhileQuiet_waitsAnew()
    {
        Look(Slow);
        Assert.Equal(90, Look(Well, TimeSpan.FromMinutes(4)));
        Assert.Equal(80, Look(Slow, _thresholds.Interval));

        Assert.Equal(80, Look(Well, TimeSpan.FromMinutes(4)));
        Assert.Equal(90, Look(Well, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Judge_allSlowWhileLowered_givesBack()
    {
        Look(Slow);

        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(5); passed += _thresholds.Interval)
        {
            _now += _thresholds.Interval;
            Apply(Judge.Judge([Slow with { Share = _share }, Slow with { Id = "b" }], _now));
        }

        Assert.Equal(100, _share);
    }

    [Fact]
    public void Judge_disconnected_goesDownOnceAndComesBackGradually()
    {
        Assert.Equal(100, Look(Away));
        Assert.Equal(100, Look(Away, TimeSpan.FromSeconds(10)));
        Assert.Equal(0, Look(Away, TimeSpan.FromSeconds(10)));
        Assert.Equal(0, Look(Away, TimeSpan.FromHours(1)));

        Assert.Equal(0, Look(Well, TimeSpan.FromSeconds(30)));
        Assert.Equal(10, Look(Well, TimeSpan.FromSeconds(10)));
        Assert.Equal(10, Look(Well, TimeSpan.FromSeconds(50)));
        Assert.Equal(20, Look(Well, TimeSpan.FromSeconds(10)));
        Assert.Equal(100, Look(Well, TimeSpan.FromMinutes(8)));
    }

    [Fact]
    public void Judge_connectionThatComesAndGoes_staysDown()
    {
        Look(Away);
        Look(Away, TimeSpan.FromSeconds(20));

        for (var round = 0; round < 10; round++)
        {
            Assert.Equal(0, Look(Well, TimeSpan.FromSeconds(20)));
            Assert.Equal(0, Look(Away, TimeSpan.FromSeconds(10)));
        }
    }

    [Fact]
    public void Judge_shortLoss_staysUp()
    {
        for (var round = 0; round < 10; round++)
        {
            Assert.Equal(100, Look(Away, TimeSpan.FromSeconds(10)));
            Assert.Equal(100, Look(Well, TimeSpan.FromSeconds(10)));
        }
    }

    [Fact]
    public void Judge_severeErrors_downUntilTheyAreOverThenGradually()
    {
        Assert.Equal(0, Look(Broken));
        Assert.Equal(0, Look(Broken, TimeSpan.FromMinutes(2)));
        Assert.Equal(0, Look(Failing, TimeSpan.FromMinutes(2)));

        Assert.Equal(10, Look(Well, _thresholds.Interval));
        Assert.Equal(20, Look(Well, TimeSpan.FromMinutes(1)));
        Assert.Equal(20, Look(Failing, _thresholds.Interval));
        Assert.Equal(10, Look(Failing, TimeSpan.FromMinutes(1)));
        Assert.Equal(10, Look(Failing, TimeSpan.FromMinutes(5)));
        Assert.Equal(0, Look(Broken, _thresholds.Interval));
    }

    [Fact]
    public void Judge_receiptLoss_isSaidOnceUntilReportsComeAgain()
    {
        var lost = Well with { LossAccepted = 50 };

        Assert.Equal(HealthCause.ReceiptLoss, Assert.Single(Judge.Judge([lost], _now)).Cause);
        Assert.Empty(Judge.Judge([lost], _now));
        Assert.Empty(Judge.Judge([Well], _now));
        Assert.Equal(
            HealthCause.ReceiptsBack,
            Assert.Single(Judge.Judge([Well with { LossReports = 1 }], _now)).Cause
        );
        Assert.Empty(Judge.Judge([Well with { LossReports = 1 }], _now));
    }

    [Fact]
    public void Judge_lossThatAnotherProcessSaw_isNotSaidAgain()
    {
        Judge.RememberLoss("a");

        Assert.Empty(Judge.Judge([Well with { LossAccepted = 50 }], _now));
        Assert.Equal(
            HealthCause.ReceiptsBack,
            Assert.Single(Judge.Judge([Well with { LossReports = 1 }], _now)).Cause
        );
    }

    [Fact]
    public void Judge_inAnotherProcess_waitsFromTheLastChange()
    {
        var lowered = Well with { Share = 50, ShareChangedAt = Start.AddMinutes(-4) };

        Assert.Empty(Judge.Judge([lowered, Other], Start));
        Assert.Equal(60, Assert.Single(Judge.Judge([lowered, Other], Start.AddMinutes(1))).To);
    }

    [Fact]
    public void Judge_shiftSwitchedOff_givesTheWeightBackAndOnlySaysTheRest()
    {
        _thresholds.AutomaticShift = false;
        var lowered = Slow with { Share = 50 };

        var first = Judge.Judge([lowered, Other], _now);
        var second = Judge.Judge([Slow, Other], _now.AddMinutes(1));

        Assert.Equal(
            [(HealthCause.ShiftOff, 50, 100), (HealthCause.SlowReports, 100, 90)],
            first.Select(decision => (decision.Cause, decision.From, decision.To))
        );
        Assert.Equal(
            [(HealthCause.SlowReports, 90, 80)],
            second.Select(decision => (decision.Cause, decision.From, decision.To))
        );
    }

    [Fact]
    public void MessageCodesOf_differentProtocols_areTheirOwn()
    {
        Assert.Contains("13", _thresholds.MessageCodesOf("CMPP30"));
        Assert.DoesNotContain("13", _thresholds.MessageCodesOf("sgip"));
        Assert.Empty(_thresholds.MessageCodesOf("unheard-of"));
    }

    /// <summary>One look now at the channel beside one that is well.</summary>
    /// <returns>Its share afterwards.</returns>
    private int Look(ChannelObservation channel)
    {
        Apply(Judge.Judge([channel with { Share = _share }, Other], _now));
        return _share;
    }

    /// <summary>Looks at intervals for some time.</summary>
    private int Look(ChannelObservation channel, TimeSpan during)
    {
        for (var passed = TimeSpan.Zero; passed < during; passed += _thresholds.Interval)
        {
            _now += _thresholds.Interval;
            Look(channel);
        }

        return _share;
    }

    private void Apply(IReadOnlyList<HealthDecision> decisions) =>
        _share = decisions
            .Where(decision => decision.Observation.Id == "a")
            .Select(decision => decision.To)
            .DefaultIfEmpty(_share)
            .Last();
}
