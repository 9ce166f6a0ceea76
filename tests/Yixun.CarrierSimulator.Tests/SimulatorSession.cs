using System.Collections.Concurrent;
using Xunit;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Links;
using Yixun.CarrierSimulator.Options;
using Yixun.Core.Text;

namespace Yixun.CarrierSimulator.Tests;

/// <summary>A simulator with one gateway and a link that is bound to it; reports and replies are acknowledged.</summary>
internal sealed class SimulatorSession : ICarrierLinkHandler, IFaultSession
{
    private SimulatorSession(CarrierSimulatorHost host) => Host = host;

    public CarrierSimulatorHost Host { get; }

    public ICarrierLink Link { get; private set; } = null!;

    public ConcurrentQueue<(SubmitSegment Segment, SubmitOutcome Outcome)> Outcomes { get; } = new();

    public ConcurrentQueue<CarrierReport> Reports { get; } = new();

    public ConcurrentQueue<CarrierInbound> Inbound { get; } = new();

    public ConcurrentQueue<CarrierConnectionEvent> Events { get; } = new();

    public ConcurrentQueue<string> Order { get; } = new();

    public IReadOnlyList<SubmitOutcome> Answers => [.. Outcomes.Select(static each => each.Outcome)];

    public IReadOnlyList<(string Id, string Status)> Told =>
        [.. Reports.Select(static report => (report.CarrierId, report.Status))];

    public bool SawProtocolError =>
        Events.Any(static each => each.Kind == CarrierConnectionEventKind.ProtocolError);

    /// <summary>False refuses reports, which the gateway then sends again.</summary>
    public bool StoreReports { get; set; } = true;

    /// <summary>The same with any protocol but MM7, and short time-outs.</summary>
    public static async Task<SimulatorSession> StartAsync(
        string protocol,
        GatewayBehaviour behaviour,
        bool bind = true
    )
    {
        var links = new ProtocolLinks(protocol);
        var host = await CarrierSimulatorHost.StartAsync(
            new CarrierSimulatorOptions { Gateways = [links.Gateway(behaviour)], Witness = true },
            TestContext.Current.CancellationToken
        );
        var session = new SimulatorSession(host);
        session.Link = links.Link(host.Gateways[0].Port, session);
        session.Link.Start();
        if (bind)
        {
            await session.UntilAsync(() => session.Link.BoundConnections > 0, "bound");
        }

        return session;
    }

    public static async Task<SimulatorSession> StartAsync(
        GatewayBehaviour? behaviour = null,
        byte version = CmppVersion.V20,
        Func<CmppLinkSettings, CmppLinkSettings>? change = null,
        bool bind = true
    )
    {
        var options = new CarrierSimulatorOptions
        {
            Gateways =
            [
                new GatewayOptions
                {
                    Name = "mobile",
                    Accounts = [new AccountOptions { SpId = "901234", Secret = "1234" }],
                    AccessNumbers = ["1069"],
                    Behaviour = behaviour ?? new GatewayBehaviour(),
                },
            ],
            Witness = true,
        };
        var host = await CarrierSimulatorHost.StartAsync(options, TestContext.Current.CancellationToken);
        var session = new SimulatorSession(host);
        var settings = new CmppLinkSettings
        {
            Host = "127.0.0.1",
            Port = host.Gateways[0].Port,
            Account = "901234",
            Secret = "1234",
            Version = version,
            Backoff = new BackoffSettings
            {
                Initial = TimeSpan.FromMilliseconds(50),
                Max = TimeSpan.FromMilliseconds(100),
            },
        };
        session.Link = new CmppLink(change?.Invoke(settings) ?? settings, session);
        session.Link.Start();
        if (bind)
        {
            await session.UntilAsync(() => session.Link.BoundConnections > 0, "bound");
        }

        return session;
    }

    /// <summary>Submits a text, waiting for room.</summary>
    public async Task SubmitAsync(string text, string destination = "13800138000", long messageId = 1)
    {
        var coding = TextSegmenter.ChooseCoding(text);
        var data = UserDataEncoder.Encode(text, coding, (byte)messageId);
        var segments = data.Select(
                (octets, index) =>
                    new SubmitSegment
                    {
                        MessageId = messageId,
                        Index = index + 1,
                        Total = data.Length,
                        Destination = destination,
                        Source = "106900001234",
                        Coding = coding,
                        UserData = octets,
                    }
            )
            .ToArray();
        await UntilAsync(() => Link.TrySubmit(segments), "room in the window");
    }

    /// <summary>Waits until something is so, at most thirty seconds.</summary>
    public async Task UntilAsync(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            Assert.False(
                limit.IsCancellationRequested,
                $"Not {what}: {Host.TotalsOf("mobile")} {string.Join(';', Events)}"
            );
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public void OnSubmitOutcome(SubmitSegment segment, in SubmitOutcome outcome, TimeSpan latency)
    {
        Order.Enqueue("answer");
        Outcomes.Enqueue((segment, outcome));
    }

    public void OnReport(CarrierReport report)
    {
        Order.Enqueue("report");
        Reports.Enqueue(report);
        report.Acknowledge(StoreReports);
    }

    public void OnInbound(CarrierInbound inbound)
    {
        Inbound.Enqueue(inbound);
        inbound.Acknowledge(true);
    }

    public void OnCapacityChanged() { }

    public void OnConnectionEvent(CarrierConnectionEvent connectionEvent) => Events.Enqueue(connectionEvent);

    public async ValueTask DisposeAsync()
    {
        await Link.DisposeAsync();
        await Host.DisposeAsync();
    }
}
