using Xunit;
using Yixun.CarrierDaemon.Channels;
using Yixun.CarrierSimulator.Options;
using Yixun.Core.Messages;

namespace Yixun.CarrierDaemon.Tests.Channels;

/// <summary>A channel with the real link of every protocol and the simulated carrier.</summary>
public sealed class ProtocolRoadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Protocols => [.. ProtocolPair.Protocols];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Messages_are_delivered_once_each_with_the_right_end(string protocol)
    {
        var pair = new ProtocolPair(protocol);
        await using var host = await pair.StartGatewayAsync(
            new GatewayBehaviour
            {
                ResponseJitter = 3,
                ReportDelay = 2,
                Overrides = new Dictionary<string, string>(),
            },
            Cancellation
        );
        await using var session = await PumpSession.StartAsync(
            links: new CarrierLinkFactory(TimeProvider.System),
            change: settings => pair.Connect(settings, host)
        );
        session.ApplyReceipts();
        await Task.WhenAll(
            session.SendAsync(300, Lane.Promotion),
            session.SendAsync(60, Lane.Care, new string('长', 150)),
            session.SendAsync(20, Lane.Critical)
        );
        // The clock stands still; reports that came before their answer are tried again all the same.
        var minutes = 0;
        await session.UntilAsync(async () =>
        {
            await session.Store.RetryParkedReportsAsync(
                100,
                TimeSpan.FromDays(9),
                session.Time.GetUtcNow().AddMinutes(minutes += 1),
                Cancellation
            );
            return await session.CountAsync(MessageState.Delivered) == 380;
        });
        var totals = host.WitnessTotals!;
        Assert.Equal((500, 500, 0), (totals.Distinct, totals.Segments, totals.Repeated));
        Assert.InRange(session.Store.MostClaimed, 1, 16);
        await session.Pump.StopAsync(TimeSpan.FromSeconds(5), Cancellation);
        Assert.Equal(0, session.Pump.Snapshot().Open);
        Assert.Equal(0, await session.CountAsync(MessageState.Submitting));
    }
}
