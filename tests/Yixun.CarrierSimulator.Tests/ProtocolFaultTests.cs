using System.Diagnostics;
using Xunit;
using Yixun.Carriers.Links;
using Yixun.CarrierSimulator.Options;
using Yixun.CarrierSimulator.Tests.Mmsc;

namespace Yixun.CarrierSimulator.Tests;

/// <summary>Every protocol does every fault of a <see cref="GatewayBehaviour"/> that it can do.</summary>
public sealed class ProtocolFaultTests
{
    private const string Phone = "13800138000";

    private static readonly Dictionary<string, Func<string, Task>> Faults = new()
    {
        [nameof(GatewayBehaviour.ResponseDelay)] = ResponseDelayAsync,
        [nameof(GatewayBehaviour.ResponseJitter)] = ResponseJitterAsync,
        [nameof(GatewayBehaviour.ReportDelay)] = ReportDelayAsync,
        [nameof(GatewayBehaviour.ReportJitter)] = ReportJitterAsync,
        [nameof(GatewayBehaviour.Outcomes)] = OutcomesAsync,
        [nameof(GatewayBehaviour.SubmitResults)] = SubmitResultsAsync,
        [nameof(GatewayBehaviour.Overrides)] = OverridesAsync,
        [nameof(GatewayBehaviour.FlowControlAbove)] = FlowControlAsync,
        [nameof(GatewayBehaviour.DisconnectEverySubmits)] = DisconnectEverySubmitsAsync,
        [nameof(GatewayBehaviour.DisconnectEverySeconds)] = DisconnectEverySecondsAsync,
        [nameof(GatewayBehaviour.HalfWritten)] = HalfWrittenAsync,
        [nameof(GatewayBehaviour.OneOctetPackets)] = OneOctetPacketsAsync,
        [nameof(GatewayBehaviour.NoResponse)] = NoResponseAsync,
        [nameof(GatewayBehaviour.DuplicateResponses)] = DuplicateResponsesAsync,
        [nameof(GatewayBehaviour.DuplicateReports)] = DuplicateReportsAsync,
        [nameof(GatewayBehaviour.ReportsFirst)] = ReportsFirstAsync,
        [nameof(GatewayBehaviour.ReportShuffle)] = ReportShuffleAsync,
        [nameof(GatewayBehaviour.UnknownReports)] = UnknownReportsAsync,
        [nameof(GatewayBehaviour.Garbage)] = GarbageAsync,
        [nameof(GatewayBehaviour.LoginStatus)] = LoginStatusAsync,
        [nameof(GatewayBehaviour.IgnoreActiveTest)] = IgnoreActiveTestAsync,
        [nameof(GatewayBehaviour.RetrySeconds)] = RetriesAsync,
        [nameof(GatewayBehaviour.HttpErrors)] = HttpErrorsAsync,
        [nameof(GatewayBehaviour.Oversize)] = OversizeAsync,
        [nameof(GatewayBehaviour.ReadReplies)] = ReadRepliesAsync,
    };

    /// <summary>Fields that are no fault of their own: they shape another one, named here.</summary>
    private static readonly Dictionary<string, string> Shapes = new()
    {
        [nameof(GatewayBehaviour.MaxTries)] = nameof(GatewayBehaviour.RetrySeconds),
        [nameof(GatewayBehaviour.ReadReplyDelay)] = nameof(GatewayBehaviour.ReadReplies),
        [nameof(GatewayBehaviour.ReadReplyJitter)] = nameof(GatewayBehaviour.ReadReplies),
        [nameof(GatewayBehaviour.ReadStatuses)] = nameof(GatewayBehaviour.ReadReplies),
    };

    private static readonly string[] OnlyMm7 =
    [
        nameof(GatewayBehaviour.HttpErrors),
        nameof(GatewayBehaviour.Oversize),
        nameof(GatewayBehaviour.ReadReplies),
    ];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var protocol in ProtocolLinks.Protocols.Append("mm7"))
            {
                foreach (var fault in Faults.Keys.Where(fault => Applies(protocol, fault)))
                {
                    cases.Add(protocol, fault);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Protocol_does_the_fault(string protocol, string fault) => Faults[fault](protocol);

    [Fact]
    public void Every_field_is_tested() =>
        Assert.Equal(
            typeof(GatewayBehaviour).GetProperties().Select(static property => property.Name).Order(),
            Faults.Keys.Concat(Shapes.Keys).Order()
        );

    /// <summary>HTTP has no second response; SGIP and HTTP have no link test.</summary>
    private static bool Applies(string protocol, string fault) =>
        fault switch
        {
            nameof(GatewayBehaviour.DuplicateResponses) => protocol != "mm7",
            nameof(GatewayBehaviour.IgnoreActiveTest) => protocol is not ("mm7" or "sgip"),
            _ => protocol == "mm7" || !OnlyMm7.Contains(fault),
        };

    private static async Task<IFaultSession> StartAsync(
        string protocol,
        GatewayBehaviour behaviour,
        bool bind = true
    ) =>
        protocol == "mm7"
            ? await MmsSession.StartAsync(behaviour)
            : await SimulatorSession.StartAsync(protocol, behaviour, bind);

    private static async Task SubmitAsync(IFaultSession session, int count)
    {
        for (var index = 1; index <= count; index++)
        {
            await session.SubmitAsync($"message {index}", $"139{index + 1000:D8}", index);
        }
    }

    private static async Task ResponseDelayAsync(string protocol)
    {
        await using var session = await StartAsync(protocol, new GatewayBehaviour { ResponseDelay = 300 });
        var clock = Stopwatch.StartNew();
        await SubmitAsync(session, 1);
        await session.UntilAsync(() => session.Answers.Count == 1, "answered");
        Assert.InRange(clock.ElapsedMilliseconds, 290, 10_000);
        Assert.Equal(SubmitOutcomeKind.Accepted, session.Answers[0].Kind);
    }

    private static async Task ResponseJitterAsync(string protocol)
    {
        await using var session = await StartAsync(protocol, new GatewayBehaviour { ResponseJitter = 100 });
        await SubmitAsync(session, 12);
        await session.UntilAsync(
            () => session.Told.Count == 12 && session.Answers.Count == 12,
            "all through"
        );
        Assert.All(session.Answers, answer => Assert.Equal(SubmitOutcomeKind.Accepted, answer.Kind));
    }

    private static async Task ReportDelayAsync(string protocol)
    {
        await using var session = await StartAsync(protocol, new GatewayBehaviour { ReportDelay = 400 });
        var clock = Stopwatch.StartNew();
        await SubmitAsync(session, 1);
        await session.UntilAsync(() => session.Told.Count == 1, "reported");
        Assert.InRange(clock.ElapsedMilliseconds, 390, 10_000);
        Assert.Equal(["answer", "report"], session.Order);
    }

    private static async Task ReportJitterAsync(string protocol)
    {
        await using var session = await StartAsync(protocol, new GatewayBehaviour { ReportJitter = 100 });
        await SubmitAsync(session, 12);
        await session.UntilAsync(() => session.Told.Count == 12, "reported");
    }

    private static async Task OutcomesAsync(string protocol)
    {
        await using var session = await StartAsync(
            protocol,
            new GatewayBehaviour { Outcomes = new Dictionary<string, double> { ["UNDELIV"] = 1 } }
        );
        await session.SubmitAsync("hello", Phone, 1);
        await session.UntilAsync(() => session.Told.Count == 1, "reported");
        Assert.NotEqual("DELIVRD", session.Told[0].Status);
        Assert.NotEqual("Retrieved", session.Told[0].Status);
        Assert.Empty(session.Host.MessagesOf(Phone));
    }

    private static async Task SubmitResultsAsync(string protocol)
    {
        var code = protocol == "mm7" ? 2001u : 9u;
        await using var session = await StartAsync(
            protocol,
            new GatewayBehaviour { SubmitResults = new Dictionary<uint, double> { [code] = 1 } }
        );
        await session.SubmitAsync("hello", Phone, 1);
        await session.UntilAsync(() => session.Answers.Count == 1, "answered");
        Assert.Equal((SubmitOutcomeKind.Rejected, code), (session.Answers[0].Kind, session.Answers[0].Code));
        Assert.Equal(1, session.Host.TotalsOf("mobile").Refused);
        Assert.Empty(session.Host.MessagesOf(Phone));
    }

    private static async Task OverridesAsync(string protocol)
    {
        await using var session = await StartAsync(protocol, new GatewayBehaviour());
        await session.SubmitAsync("refused", "13800000005", 1);
        await session.UntilAsync(() => session.Answers.Count == 1, "refused");
        Assert.Equal(SubmitOutcomeKind.Rejected, session.Answers[0].Kind);
        await session.SubmitAsync("rejected", "13800000001", 2);
        await session.UntilAsync(() => session.Told.Count == 1, "reported");
        await session.SubmitAsync("silent", "13800000006", 3);
        await session.UntilAsync(() => session.Answers.Count == 3 && session.Told.Count == 2, "ended");
        Assert.Equal(SubmitOutcomeKind.Uncertain, session.Answers[^1].Kind);
        Assert.Empty(session.Host.MessagesOf("13800000001"));
        Assert.Single(session.Host.MessagesOf("13800000006"));
    }

    private static async Task FlowControlAsync(string protocol)
    {
        await using var session = await StartAsync(protocol, new GatewayBehaviour { FlowControlAbove = 5 });
        await SubmitAsync(session, 60);
        await session.UntilAsync(() => session.Answers.Count == 60, "answered");
        Assert.Contains(session.Answers, answer => answer.Kind == SubmitOutcomeKind.FlowControl);
        Assert.InRange(session.Answers.Count(answer => answer.Kind == SubmitOutcomeKind.Accepted), 5, 59);
    }

    private static async Task DisconnectEverySubmitsAsync(string protocol)
    {
        await using var session = await StartAsync(
            protocol,
            new GatewayBehaviour { DisconnectEverySubmits = 5 }
        );
        await SubmitAsync(session, 20);
        await session.UntilAsync(() => session.Answers.Count == 20, "answered");
        Assert.Contains(session.Answers, answer => answer.Kind == SubmitOutcomeKind.Uncertain);
        Assert.InRange(session.Host.TotalsOf("mobile").Cut, 1, 4);
        Assert.Equal(0, session.Host.WitnessTotals!.Repeated);
    }

    private static async Task DisconnectEverySecondsAsync(string protocol)
    {
        await using var session = await StartAsync(
            protocol,
            new GatewayBehaviour { DisconnectEverySeconds = 0.2 }
        );
        var number = 0;
        await session.UntilAsync(
            () =>
            {
                _ = session.SubmitAsync("hello", Phone, ++number);
                return session.Host.TotalsOf("mobile").Cut >= 2;
            },
            "cut"
        );
    }

    private static async Task HalfWrittenAsync(string protocol)
    {
        await using var session = await StartAsync(protocol, new GatewayBehaviour { HalfWritten = 1 });
        await SubmitAsync(session, 1);
        await session.UntilAsync(() => session.Answers.Count == 1, "ended");
        Assert.Equal(SubmitOutcomeKind.Uncertain, session.Answers[0].Kind);
        Assert.Equal(1, session.Host.TotalsOf("mobile").Cut);
    }

    private static async Task OneOctetPacketsAsync(string protocol)
    {
        await using var session = await StartAsync(protocol, new GatewayBehaviour { OneOctetPackets = true });
        await SubmitAsync(session, 1);
        await session.UntilAsync(() => session.Told.Count == 1 && session.Answers.Count == 1, "through");
        Assert.Equal(SubmitOutcomeKind.Accepted, session.Answers[0].Kind);
    }

    private static async Task NoResponseAsync(string protocol)
    {
        await using var session = await StartAsync(protocol, new GatewayBehaviour { NoResponse = 1 });
        await SubmitAsync(session, 1);
        await session.UntilAsync(() => session.Told.Count == 1 && session.Answers.Count == 1, "ended");
        Assert.Equal(SubmitOutcomeKind.Uncertain, session.Answers[0].Kind);
        Assert.Equal(1, session.Host.TotalsOf("mobile").Unanswered);
    }

    private static async Task DuplicateResponsesAsync(string protocol)
    {
        await using var session = await SimulatorSession.StartAsync(
            protocol,
            new GatewayBehaviour { DuplicateResponses = 1 }
        );
        await session.SubmitAsync("hello");
        await session.UntilAsync(() => session.Link.Counters.UnknownResponses == 1, "answered twice");
        Assert.Single(session.Answers);
    }

    private static async Task DuplicateReportsAsync(string protocol)
    {
        await using var session = await StartAsync(protocol, new GatewayBehaviour { DuplicateReports = 1 });
        await SubmitAsync(session, 1);
        await session.UntilAsync(() => session.Told.Count == 2, "reported twice");
        Assert.Equal(session.Told[0], session.Told[1]);
    }

    private static async Task ReportsFirstAsync(string protocol)
    {
        await using var session = await StartAsync(
            protocol,
            new GatewayBehaviour { ReportsFirst = true, ResponseDelay = 400 }
        );
        await SubmitAsync(session, 1);
        await session.UntilAsync(() => session.Order.Count == 2, "through");
        Assert.Equal(["report", "answer"], session.Order);
    }

    private static async Task ReportShuffleAsync(string protocol)
    {
        await using var session = await StartAsync(protocol, new GatewayBehaviour { ReportShuffle = 300 });
        await SubmitAsync(session, 30);
        await session.UntilAsync(() => session.Told.Count == 30 && session.Answers.Count == 30, "through");
        var reported = session.Told.Select(told => told.Id).ToArray();
        Assert.Equal(session.Answers.Select(answer => answer.CarrierId!).Order(), reported.Order());
        Assert.NotEqual(reported.Order(StringComparer.Ordinal), reported);
    }

    private static async Task UnknownReportsAsync(string protocol)
    {
        await using var session = await StartAsync(protocol, new GatewayBehaviour { UnknownReports = 1 });
        await SubmitAsync(session, 1);
        await session.UntilAsync(() => session.Told.Count == 2 && session.Answers.Count == 1, "reported");
        Assert.Single(session.Told, told => told.Id == session.Answers[0].CarrierId);
    }

    private static async Task GarbageAsync(string protocol)
    {
        await using var session = await StartAsync(protocol, new GatewayBehaviour { Garbage = 1 });
        await SubmitAsync(session, 1);
        await session.UntilAsync(() => session.SawProtocolError, "not understood");
    }

    private static async Task LoginStatusAsync(string protocol)
    {
        await using var session = await StartAsync(protocol, new GatewayBehaviour { LoginStatus = 3 }, false);
        if (protocol == "mm7")
        {
            await SubmitAsync(session, 1);
            await session.UntilAsync(() => session.Answers.Count == 1, "answered");
            Assert.Equal(
                (SubmitOutcomeKind.Rejected, 401u),
                (session.Answers[0].Kind, session.Answers[0].Code)
            );
        }

        await session.UntilAsync(() => session.Host.TotalsOf("mobile").LoginsRefused >= 1, "refused");
        Assert.Equal(0, session.Host.TotalsOf("mobile").Submits);
    }

    private static async Task IgnoreActiveTestAsync(string protocol)
    {
        await using var session = await SimulatorSession.StartAsync(
            protocol,
            new GatewayBehaviour { IgnoreActiveTest = true }
        );
        await session.UntilAsync(
            () => session.Events.Any(each => each.Detail == "silent after 3 link tests"),
            "given up"
        );
    }

    private static async Task RetriesAsync(string protocol)
    {
        await using var session = await StartAsync(
            protocol,
            new GatewayBehaviour { RetrySeconds = 0.05, MaxTries = 3 }
        );
        session.StoreReports = false;
        await SubmitAsync(session, 1);
        await session.UntilAsync(() => session.Host.TotalsOf("mobile").GivenUp == 1, "given up");
        Assert.Equal(3, session.Host.TotalsOf("mobile").ReportsSent);
        Assert.Equal(0, session.Host.TotalsOf("mobile").ReportsAcknowledged);
        Assert.Single(session.Told.Select(told => told.Id).Distinct());
    }

    private static Task HttpErrorsAsync(string protocol) =>
        UncertainAsync(protocol, new GatewayBehaviour { HttpErrors = 1 }, "HTTP status 500");

    private static Task OversizeAsync(string protocol) =>
        UncertainAsync(protocol, new GatewayBehaviour { Oversize = 1 }, "answer too long");

    private static async Task UncertainAsync(string protocol, GatewayBehaviour behaviour, string reason)
    {
        await using var session = await StartAsync(protocol, behaviour);
        await SubmitAsync(session, 1);
        await session.UntilAsync(() => session.Told.Count == 1 && session.Answers.Count == 1, "ended");
        Assert.Equal(
            (SubmitOutcomeKind.Uncertain, reason),
            (session.Answers[0].Kind, session.Answers[0].Reason)
        );
    }

    private static async Task ReadRepliesAsync(string protocol)
    {
        Assert.Equal("mm7", protocol);
        await using var session = await MmsSession.StartAsync(
            new GatewayBehaviour
            {
                ReadReplyDelay = 300,
                ReadReplyJitter = 50,
                ReadStatuses = new Dictionary<string, double> { ["Deleted"] = 1 },
            }
        );
        await session.SubmitAsync(session.Message());
        await session.UntilAsync(() => session.Vasp.Messages.Count == 2, "read");
        var read = Assert.IsType<Yixun.Carriers.Mm7.Messages.Mm7ReadReplyReq>(session.Vasp.Messages.Last());
        Assert.Equal(("Deleted", session.Told[0].Id), (read.StatusWord, read.MessageId));
        session.Host.Change("mobile", new GatewayBehaviour { ReadReplies = 0 });
        await session.SubmitAsync(session.Message("again"));
        await session.UntilAsync(() => session.Host.TotalsOf("mobile").ReportsAcknowledged == 2, "reported");
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(1, session.Host.TotalsOf("mobile").ReadRepliesSent);
    }
}
