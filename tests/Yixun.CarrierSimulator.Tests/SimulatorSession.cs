using System.Collections.Concurrent;
using Xunit;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Links;
using Yixun.CarrierSimulator.Options;
using Yixun.Core.Text;

namespace Yixun.CarrierSimulator.Tests;

/// <summary>A simulator with one gateway and a link that is bound to it; reports and replies are acknowledged.</summary>
internal sealed class SimulatorSession : ICarrierLinkHandler, IAsyncDisposable
{
    private SimulatorSession(CarrierSimulatorHost host) => Host = host;

    public CarrierSimulatorHost Host { get; }

    public CmppLink Link { get; private set; } = null!;

    public ConcurrentQueue<(SubmitSegment Segment, SubmitOutcome Outcome)> Outcomes { get; } = new();

    public ConcurrentQueue<CarrierReport> Reports { get; } = new();

    public ConcurrentQueue<CarrierInbound> Inbound { get; } = new();

    public ConcurrentQueue<CarrierConnectionEvent> Events { get; } = new();

    /// <summary>False refuses reports, which the gateway then sends again.</summary>
    public bool StoreReports { get; set; } = true;

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

    /// <summary>Waits until something is so, at most ten seconds.</summary>
    public async Task UntilAsync(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            Assert.False(
                limit.IsCancellationRequested,
                $"Not {what}: {Host.TotalsOf("mobile")} {string.Join(';', Events)}"
            );
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public void OnSubmitOutcome(SubmitSegment segment, in SubmitOutcome outcome, TimeSpan latency) =>
        Outcomes.Enqueue((segment, outcome));

    public void OnReport(CarrierReport report)
    {
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
