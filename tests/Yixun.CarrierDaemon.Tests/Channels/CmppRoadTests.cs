using Xunit;
using Yixun.CarrierDaemon.Channels;
using Yixun.CarrierSimulator;
using Yixun.CarrierSimulator.Options;
using Yixun.Core.Messages;

namespace Yixun.CarrierDaemon.Tests.Channels;

/// <summary>The channel with the real CMPP link and the simulated carrier.</summary>
public sealed class CmppRoadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_over_cmpp_are_delivered_once_each_with_the_right_end()
    {
        await using var host = await CarrierSimulatorHost.StartAsync(
            new CarrierSimulatorOptions
            {
                Gateways =
                [
                    new GatewayOptions
                    {
                        Name = "mobile",
                        Accounts = [new AccountOptions { SpId = "901234", Secret = "1234" }],
                        Behaviour = new GatewayBehaviour
                        {
                            ResponseJitter = 3,
                            ReportDelay = 2,
                            Overrides = new Dictionary<string, string>(),
                        },
                    },
                ],
                Witness = true,
            },
            Cancellation
        );
        await using var session = await PumpSession.StartAsync(
            links: new CarrierLinkFactory(TimeProvider.System),
            change: settings =>
            {
                settings.Host = "127.0.0.1";
                settings.Port = host.Gateways[0].Port;
                settings.Account = "901234";
                settings.Secret = "1234";
                settings.Connections = 2;
                settings.Window = 8;
            }
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
