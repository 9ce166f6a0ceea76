using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;
using Yixun.CarrierDaemon.Channels;
using Yixun.CarrierDaemon.Channels.Mms;
using Yixun.CarrierDaemon.Supervision;
using Yixun.Carriers.Links;
using Yixun.Core.Channels;
using Yixun.Core.Messages;
using Yixun.Data.Model;

namespace Yixun.CarrierDaemon.Tests.Supervision;

/// <summary>What the daemon says of its channels while they run, and when it stops.</summary>
public sealed class ChannelSupervisorTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task States_followTheChannels_andGoWithTheProcess()
    {
        await using var session = await PumpSession.StartAsync();
        var links = new FakeCarrierLink();
        await using var runner = RunnerOf(session, links);
        await runner.RunAsync(
            [
                new ChannelSettings
                {
                    Id = "second",
                    AccessNumber = "1069",
                    Connections = 3,
                },
                new ChannelSettings { Id = "wrong", Protocol = "smoke" },
            ],
            Cancellation
        );
        await using var supervisor = SupervisorOf(session, runner);
        supervisor.Revisions = new Dictionary<string, long> { ["second"] = 7 };
        supervisor.Start();

        await UntilStateAsync(session, "second", state => state is { Bound: 1, DownSince: null });
        var well = (await StatesAsync(session)).Single(state => state.ChannelId == "second");
        Assert.Equal((3, 16, 7L), (well.Connections, well.Window, well.Revision));
        links.Unbind();
        await UntilStateAsync(session, "second", state => state is { Bound: 0, DownSince: not null });
        links.Bind(1);
        await UntilStateAsync(session, "second", state => state is { Bound: 1, DownSince: null });

        var wrong = (await StatesAsync(session)).Single(state => state.ChannelId == "wrong");
        Assert.Contains("smoke", wrong.Error, StringComparison.Ordinal);

        await supervisor.StopAsync(Cancellation);
        Assert.Empty(await StatesAsync(session));
        await using var context = session.CreateDbContext();
        var minutes = await context
            .ChannelMinutes.Where(minute => minute.ChannelId == "second")
            .ToListAsync(Cancellation);
        Assert.Contains(minutes, minute => minute.BoundLeast == 0);
    }

    [Fact]
    public async Task ConnectionEvents_areCountedInTheirMinute()
    {
        await using var session = await PumpSession.StartAsync();
        foreach (
            var (connection, kind) in new[]
            {
                (1, CarrierConnectionEventKind.Bound),
                (2, CarrierConnectionEventKind.Bound),
                (1, CarrierConnectionEventKind.Lost),
                (1, CarrierConnectionEventKind.ConnectFailed),
                (1, CarrierConnectionEventKind.LoginRefused),
                (1, CarrierConnectionEventKind.Bound),
            }
        )
        {
            session.Link.Handler.OnConnectionEvent(new CarrierConnectionEvent(connection, kind, null, null));
        }

        var minute = Assert.Single(session.DaemonMetrics.Measures.Of("mobile-1").Minutes);

        Assert.Equal((1, 2), (minute.Reconnects, minute.ConnectFailures));
    }

    private static ChannelRunner RunnerOf(PumpSession session, FakeCarrierLink links) =>
        new(
            new RefusingFactory(links),
            LanePolicies.Default,
            session.Store,
            session,
            session.Queues,
            session.Queues,
            session.Codec,
            session.Lease,
            new MmsContents(session, session.Cipher, NullLogger<MmsContents>.Instance),
            session.DaemonMetrics,
            session.Time,
            NullLoggerFactory.Instance
        );

    private static ChannelSupervisor SupervisorOf(PumpSession session, ChannelRunner runner) =>
        new(
            runner,
            new SupervisionRecords(session, session.Lease, session.Time),
            session.DaemonMetrics,
            session.Queues,
            Options.Create(new SupervisionOptions()),
            session.Time,
            NullLogger<ChannelSupervisor>.Instance
        );

    private static Task UntilStateAsync(
        PumpSession session,
        string channelId,
        Func<ChannelStateEntity, bool> holds
    ) =>
        session.UntilAsync(
            async () =>
                (await StatesAsync(session)).Any(state => state.ChannelId == channelId && holds(state)),
            Step
        );

    private static async Task<List<ChannelStateEntity>> StatesAsync(PumpSession session)
    {
        await using var context = session.CreateDbContext();
        return await context.ChannelStates.AsNoTracking().ToListAsync(Cancellation);
    }

    private sealed class RefusingFactory(FakeCarrierLink link) : ICarrierLinkFactory
    {
        public ICarrierLink Create(ChannelSettings channel, ICarrierLinkHandler handler) =>
            channel.Protocol == "smoke"
                ? throw new ArgumentException("protocol 'smoke' is not known")
                : link.Create(channel, handler);
    }
}
