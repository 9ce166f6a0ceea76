using Xunit;
using Yixun.Carriers.Links;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData("13800000000", "UNDELIV")]
    [InlineData("13800000001", "REJECTD")]
    [InlineData("13800000002", "EXPIRED")]
    [InlineData("13800000003", "MK:0001")]
    public async Task Number_chooses_the_status(string destination, string status)
    {
        await using var session = await SimulatorSession.StartAsync();
        await session.SubmitAsync("hello", destination);
        await session.UntilAsync(() => session.Reports.Count == 1, "reported");
        Assert.Equal(status, Assert.Single(session.Reports).Status);
        Assert.Empty(session.Host.MessagesOf(destination));
    }

    [Fact]
    public async Task Number_chooses_a_refused_submit()
    {
        await using var session = await SimulatorSession.StartAsync();
        await session.SubmitAsync("hello", "13800000005");
        await session.UntilAsync(() => session.Outcomes.Count == 1, "answered");
        Assert.Equal(
            new SubmitOutcome(SubmitOutcomeKind.Rejected, null, 13, null),
            session.Outcomes.Single().Outcome
        );
    }

    [Fact]
    public async Task Mixes_follow_their_weights()
    {
        var behaviour = new GatewayBehaviour
        {
            Outcomes = new Dictionary<string, double> { ["DELIVRD"] = 3, ["UNDELIV"] = 1 },
            SubmitResults = new Dictionary<uint, double> { [0] = 4, [9] = 1 },
        };
        await using var session = await SimulatorSession.StartAsync(behaviour);
        for (var index = 0; index < 1000; index++)
        {
            await session.SubmitAsync("hello", $"139{index + 1000:D8}", index);
        }

        await session.UntilAsync(() => session.Outcomes.Count == 1000, "answered");
        var rejected = session.Outcomes.Count(each =>
            each.Outcome is { Kind: SubmitOutcomeKind.Rejected, Code: 9 }
        );
        Assert.InRange(rejected, 130, 270);
        await session.UntilAsync(() => session.Reports.Count == 1000 - rejected, "reported");
        Assert.InRange(session.Reports.Count(report => report.Status == "UNDELIV"), 130, 270);
    }

    [Fact]
    public async Task Flow_control_answers_8_above_the_limit()
    {
        await using var session = await SimulatorSession.StartAsync(
            new GatewayBehaviour { FlowControlAbove = 10 }
        );
        for (var index = 0; index < 100; index++)
        {
            await session.SubmitAsync("hello", messageId: index);
        }

        await session.UntilAsync(() => session.Outcomes.Count == 100, "answered");
        Assert.InRange(
            session.Outcomes.Count(each => each.Outcome.Kind == SubmitOutcomeKind.FlowControl),
            50,
            90
        );
    }

    [Fact]
    public async Task Disconnect_every_submits_leaves_uncertain_and_loses_nothing()
    {
        await using var session = await SimulatorSession.StartAsync(
            new GatewayBehaviour { DisconnectEverySubmits = 50 }
        );
        for (var index = 0; index < 300; index++)
        {
            await session.SubmitAsync($"message {index}", messageId: index);
        }

        await session.UntilAsync(() => session.Outcomes.Count == 300, "answered");
        Assert.True(session.Outcomes.Count(each => each.Outcome.Kind == SubmitOutcomeKind.Uncertain) >= 3);
        Assert.True(session.Link.Counters.Reconnects >= 3);
        var accepted = session.Outcomes.Count(each => each.Outcome.Kind == SubmitOutcomeKind.Accepted);
        await session.UntilAsync(() => session.Host.WitnessTotals!.Distinct >= accepted, "witnessed");
        Assert.Equal(0, session.Host.WitnessTotals!.Repeated);
        // Segments proven not sent never reached a phone.
        var unsent = session.Outcomes.Count(each => each.Outcome.Kind == SubmitOutcomeKind.NotSent);
        Assert.True(session.Host.WitnessTotals!.Distinct <= 300 - unsent);
    }

    [Fact]
    public async Task Disconnect_every_seconds_reconnects()
    {
        await using var session = await SimulatorSession.StartAsync(
            new GatewayBehaviour { DisconnectEverySeconds = 0.2 }
        );
        await session.UntilAsync(() => session.Link.Counters.Reconnects >= 2, "reconnected");
    }

    [Fact]
    public async Task Half_written_response_is_uncertain()
    {
        await using var session = await SimulatorSession.StartAsync(new GatewayBehaviour { HalfWritten = 1 });
        await session.SubmitAsync("hello");
        await session.UntilAsync(() => session.Outcomes.Count == 1, "ended");
        Assert.Equal(SubmitOutcomeKind.Uncertain, session.Outcomes.Single().Outcome.Kind);
    }

    [Fact]
    public async Task One_octet_packets_are_understood()
    {
        await using var session = await SimulatorSession.StartAsync(
            new GatewayBehaviour { OneOctetPackets = true }
        );
        await session.SubmitAsync("hello");
        await session.UntilAsync(() => session.Reports.Count == 1, "reported");
        Assert.Equal(SubmitOutcomeKind.Accepted, session.Outcomes.Single().Outcome.Kind);
    }

    [Fact]
    public async Task No_response_times_out_as_uncertain_and_the_report_comes()
    {
        await using var session = await SimulatorSession.StartAsync(
            new GatewayBehaviour { NoResponse = 1 },
            change: settings => settings with { ResponseTimeout = TimeSpan.FromMilliseconds(300) }
        );
        await session.SubmitAsync("hello");
        await session.UntilAsync(() => session.Outcomes.Count == 1 && session.Reports.Count == 1, "ended");
        Assert.Equal("response timeout", session.Outcomes.Single().Outcome.Reason);
    }

    [Fact]
    public async Task Duplicates_and_unknown_reports_come()
    {
        await using var session = await SimulatorSession.StartAsync(
            new GatewayBehaviour
            {
                DuplicateResponses = 1,
                DuplicateReports = 1,
                UnknownReports = 1,
            }
        );
        await session.SubmitAsync("hello");
        await session.UntilAsync(() => session.Reports.Count == 3, "reported");
        await session.UntilAsync(() => session.Link.Counters.UnknownResponses == 1, "answered twice");
        Assert.Single(session.Outcomes);
        Assert.Equal(2, session.Reports.Select(report => report.CarrierId).Distinct().Count());
    }

    [Fact]
    public async Task Reports_first_come_before_the_response()
    {
        await using var session = await SimulatorSession.StartAsync(
            new GatewayBehaviour { ReportsFirst = true, ResponseDelay = 500 }
        );
        await session.SubmitAsync("hello");
        await session.UntilAsync(() => session.Reports.Count == 1, "reported");
        Assert.Empty(session.Outcomes);
        await session.UntilAsync(() => session.Outcomes.Count == 1, "answered");
    }

    [Fact]
    public async Task Shuffled_reports_and_jittered_responses_all_come()
    {
        await using var session = await SimulatorSession.StartAsync(
            new GatewayBehaviour { ReportShuffle = 200, ResponseJitter = 50 }
        );
        for (var index = 0; index < 100; index++)
        {
            await session.SubmitAsync("hello", messageId: index);
        }

        await session.UntilAsync(() => session.Reports.Count == 100, "reported");
        Assert.NotEqual(
            session.Reports.Select(report => report.CarrierId).Order(StringComparer.Ordinal),
            session.Reports.Select(report => report.CarrierId)
        );
    }

    [Fact]
    public async Task Garbage_is_a_protocol_error()
    {
        await using var session = await SimulatorSession.StartAsync(new GatewayBehaviour { Garbage = 1 });
        await session.SubmitAsync("hello");
        await session.UntilAsync(
            () => session.Events.Any(each => each.Kind == CarrierConnectionEventKind.ProtocolError),
            "refused"
        );
    }

    [Fact]
    public async Task Login_status_refuses()
    {
        await using var session = await SimulatorSession.StartAsync(
            new GatewayBehaviour { LoginStatus = 3 },
            bind: false
        );
        await session.UntilAsync(
            () => session.Events.Any(each => each.Kind == CarrierConnectionEventKind.LoginRefused),
            "refused"
        );
        Assert.Equal(1, session.Host.TotalsOf("mobile").LoginsRefused);
    }

    [Fact]
    public async Task Wrong_secret_is_refused_with_3()
    {
        await using var session = await SimulatorSession.StartAsync(
            change: settings => settings with { Secret = "wrong" },
            bind: false
        );
        await session.UntilAsync(() => !session.Events.IsEmpty, "refused");
        Assert.StartsWith("status 3", session.Events.First().Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ignored_link_tests_lose_the_connection()
    {
        await using var session = await SimulatorSession.StartAsync(
            new GatewayBehaviour { IgnoreActiveTest = true },
            change: settings =>
                settings with
                {
                    ActiveTestInterval = TimeSpan.FromMilliseconds(100),
                    ActiveTestTries = 2,
                }
        );
        await session.UntilAsync(
            () => session.Events.Any(each => each.Detail == "silent after 2 link tests"),
            "given up"
        );
    }
}
