using System.Net;
using System.Net.Sockets;
using Xunit;
using Yixun.CarrierDaemon.Channels;
using Yixun.CarrierSimulator;
using Yixun.CarrierSimulator.Options;
using Yixun.Core.Channels;
using Yixun.Core.Messages;
using Yixun.Core.Routing;

namespace Yixun.CarrierDaemon.Tests.Channels.Mms;

/// <summary>A channel to an MMSC that does wrong: every MMS has an end, and none is sent twice.</summary>
public sealed class MmscRoadTests
{
    private const int Messages = 24;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, GatewayBehaviour> Faults =>
        new()
        {
            { "none", Healthy },
            { "reports before their responses", Healthy with { ReportsFirst = true } },
            { "reports twice", Healthy with { DuplicateReports = 1 } },
            { "reports of messages that nobody sent", Healthy with { UnknownReports = 1 } },
            { "half an answer, then the end", Healthy with { HalfWritten = 0.3 } },
            { "answers that are no SOAP", Healthy with { Garbage = 0.3 } },
            { "HTTP errors after the message was taken", Healthy with { HttpErrors = 0.3 } },
            {
                "too fast",
                Healthy with
                {
                    SubmitResults = new Dictionary<uint, double> { [0] = 3, [4006] = 1 },
                }
            },
        };

    private static GatewayBehaviour Healthy =>
        new()
        {
            ReportDelay = 2,
            ResponseJitter = 3,
            Overrides = new Dictionary<string, string>(),
            RetrySeconds = 0.05,
            ReadReplies = 0,
        };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Mms_have_an_end_and_none_is_sent_twice(string fault, GatewayBehaviour behaviour)
    {
        Assert.NotEmpty(fault);
        var listen = FreePort();
        await using var host = await StartMmscAsync(behaviour, listen);
        await using var session = await PumpSession.StartAsync(
            links: new CarrierLinkFactory(TimeProvider.System),
            change: settings => Connect(settings, host.Gateways[0].Port, listen)
        );
        session.ApplyReceipts();
        await session.SendAsync(Messages, mms: _ => MmsRows.Of(session));
        var minutes = 0;
        await session.UntilAsync(
            async () =>
            {
                await session.Store.RetryParkedReportsAsync(
                    1_000,
                    TimeSpan.FromDays(9),
                    session.Time.GetUtcNow().AddMinutes(++minutes),
                    Cancellation
                );
                var states = await session.CountAsync();
                return states.GetValueOrDefault(MessageState.Delivered)
                        + states.GetValueOrDefault(MessageState.Uncertain)
                    == Messages;
            },
            TimeSpan.FromMilliseconds(50)
        );

        Assert.Equal(0L, (long)host.WitnessTotals!.Repeated);
        Assert.Equal(Messages, (int)host.WitnessTotals.Distinct);
    }

    private static Task<CarrierSimulatorHost> StartMmscAsync(GatewayBehaviour behaviour, int listen) =>
        CarrierSimulatorHost.StartAsync(
            new CarrierSimulatorOptions
            {
                Gateways =
                [
                    new GatewayOptions
                    {
                        Name = "mmsc",
                        Protocol = "mm7",
                        Accounts =
                        [
                            new AccountOptions
                            {
                                SpId = "901234",
                                Secret = "1234",
                                ReportUrl = new Uri($"http://127.0.0.1:{listen}/"),
                                ReportUser = "mmsc",
                                ReportSecret = "4321",
                            },
                        ],
                        AccessNumbers = ["1069"],
                        Behaviour = behaviour,
                    },
                ],
                Witness = true,
            },
            Cancellation
        );

    private static void Connect(ChannelSettings settings, int port, int listen)
    {
        settings.Kind = ChannelKind.Mms;
        settings.Protocol = "mm7";
        settings.Account = "901234";
        settings.Secret = "1234";
        settings.Window = 8;
        settings.MaximumBackoff = TimeSpan.FromMilliseconds(20);
        settings.Mm7.Address = $"http://127.0.0.1:{port}/mmsc/vasp";
        settings.Mm7.VaspId = "901234";
        settings.Mm7.Listen = $"127.0.0.1:{listen}";
        settings.Mm7.PeerUser = "mmsc";
        settings.Mm7.PeerPassword = "4321";
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
