using Xunit;
using Yixun.CarrierDaemon.Channels;
using Yixun.CarrierSimulator;
using Yixun.CarrierSimulator.Options;
using Yixun.Core.Messages;

namespace Yixun.CarrierDaemon.Tests.Channels;

/// <summary>
/// A channel with the real link against carriers that do what they should not: every message ends as it must, and no
/// phone gets one twice.
/// </summary>
public sealed class MisbehaviourTests
{
    private const int Messages = 150;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>CMPP's versions differ in layout only.</summary>
    private static IEnumerable<string> Protocols => ProtocolPair.Protocols.Where(name => name != "cmpp20");

    /// <summary>Faults after which every message is delivered all the same.</summary>
    public static TheoryData<string, string, GatewayBehaviour> Harmless =>
        OfEveryProtocol([
            ("responses twice", Behaviour() with { DuplicateResponses = 1 }),
            ("reports twice", Behaviour() with { DuplicateReports = 1 }),
            ("reports before their responses", Behaviour() with { ReportsFirst = true }),
            ("reports out of order", Behaviour() with { ReportShuffle = 50 }),
            ("reports of messages that nobody sent", Behaviour() with { UnknownReports = 0.5 }),
            ("one octet in each packet", Behaviour() with { OneOctetPackets = true }),
            ("slow responses", Behaviour() with { ResponseDelay = 150 }),
        ]);

    /// <summary>Faults that leave some submits without an answer: those stay uncertain, and are not sent again.</summary>
    public static TheoryData<string, string, GatewayBehaviour> Losing =>
        OfEveryProtocol([
            ("responses that never come", Behaviour() with { NoResponse = 0.1 }),
            ("connections that break", Behaviour() with { DisconnectEverySubmits = 25 }),
            ("half a PDU, then the end", Behaviour() with { HalfWritten = 0.05 }),
            ("garbage", Behaviour() with { Garbage = 0.05 }),
            (
                "connections dropped every second",
                Behaviour() with
                {
                    DisconnectEverySeconds = 1,
                    ResponseDelay = 100,
                }
            ),
        ]);

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task Harmless_fault_changes_no_end(string protocol, string fault, GatewayBehaviour behaviour)
    {
        Assert.NotEmpty(fault);
        var pair = new ProtocolPair(protocol);
        await using var host = await pair.StartGatewayAsync(behaviour, Cancellation);
        // Longer than a busy machine may take: here every answer comes.
        await using var session = await StartAsync(pair, host, TimeSpan.FromSeconds(30));
        await session.SendAsync(Messages, Lane.Care);
        await SettleAsync(session, states => states.GetValueOrDefault(MessageState.Delivered) == Messages);

        Assert.Equal((Messages, 0L), ((int)host.WitnessTotals!.Distinct, (long)host.WitnessTotals.Repeated));
    }

    [Theory]
    [MemberData(nameof(Losing))]
    public async Task Fault_that_loses_answers_leaves_messages_uncertain_and_sends_none_twice(
        string protocol,
        string fault,
        GatewayBehaviour behaviour
    )
    {
        Assert.NotEmpty(fault);
        var pair = new ProtocolPair(protocol);
        await using var host = await pair.StartGatewayAsync(behaviour, Cancellation);
        await using var session = await StartAsync(pair, host);
        await session.SendAsync(Messages, Lane.Care);
        await SettleAsync(
            session,
            states =>
                states.GetValueOrDefault(MessageState.Delivered)
                    + states.GetValueOrDefault(MessageState.Uncertain)
                == Messages
        );

        var states = await session.CountAsync();
        Assert.True(states.GetValueOrDefault(MessageState.Delivered) > 0);
        Assert.Equal(0L, (long)host.WitnessTotals!.Repeated);
        Assert.InRange(
            (int)host.WitnessTotals.Distinct,
            states.GetValueOrDefault(MessageState.Delivered),
            Messages
        );
    }

    [Theory]
    [InlineData("cmpp30")]
    [InlineData("sgip")]
    [InlineData("smgp")]
    [InlineData("smpp")]
    public async Task Login_that_is_refused_keeps_messages_queued_and_claims_none(string protocol)
    {
        var pair = new ProtocolPair(protocol);
        await using var host = await pair.StartGatewayAsync(
            Behaviour() with
            {
                LoginStatus = 3,
            },
            Cancellation
        );
        await using var session = await StartAsync(pair, host);
        await session.SendAsync(Messages, Lane.Care);
        await session.UntilAsync(() =>
            Task.FromResult(
                session.Pump.Snapshot().LastEvent?.Contains("LoginRefused", StringComparison.Ordinal) == true
            )
        );

        Assert.Equal(Messages, await session.CountAsync(MessageState.Queued));
        Assert.Equal(0, (int)host.WitnessTotals!.Distinct);
    }

    private static GatewayBehaviour Behaviour() =>
        new()
        {
            ResponseJitter = 3,
            ReportDelay = 2,
            Overrides = new Dictionary<string, string>(),
            RetrySeconds = 0.05,
        };

    private static TheoryData<string, string, GatewayBehaviour> OfEveryProtocol(
        IReadOnlyList<(string Fault, GatewayBehaviour Behaviour)> faults
    )
    {
        var cases = new TheoryData<string, string, GatewayBehaviour>();
        foreach (var protocol in Protocols)
        {
            foreach (var (fault, behaviour) in faults)
            {
                cases.Add(protocol, fault, behaviour);
            }
        }

        return cases;
    }

    private static async Task<PumpSession> StartAsync(
        ProtocolPair pair,
        CarrierSimulatorHost host,
        TimeSpan? responseTimeout = null
    )
    {
        var session = await PumpSession.StartAsync(
            links: new CarrierLinkFactory(TimeProvider.System),
            change: settings =>
            {
                pair.Connect(settings, host);
                settings.ResponseTimeout = responseTimeout ?? TimeSpan.FromSeconds(1);
                settings.MaximumBackoff = TimeSpan.FromMilliseconds(20);
            }
        );
        session.ApplyReceipts();
        return session;
    }

    /// <summary>Waits; reports that came too early or for nobody are tried again meanwhile.</summary>
    private static async Task SettleAsync(
        PumpSession session,
        Func<Dictionary<MessageState, int>, bool> isSettled
    )
    {
        var minutes = 0;
        await session.UntilAsync(async () =>
        {
            await session.Store.RetryParkedReportsAsync(
                1_000,
                TimeSpan.FromDays(9),
                session.Time.GetUtcNow().AddMinutes(++minutes),
                Cancellation
            );
            return isSettled(await session.CountAsync());
        });
    }
}
