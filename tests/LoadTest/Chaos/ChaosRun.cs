using System.Net;
using System.Net.Sockets;

namespace Yixun.LoadTest.Chaos;

/// <summary>
/// Kills the platform without warning at random moments: at an answer under load, within a second after it was launched again (migration,
/// recovery), and while it stops. The simulated carriers are a process of their own and witness what phones received
/// (guarantees G1, G2 and G3).
/// </summary>
/// <param name="standalone">Path of Yixun.Standalone.dll.</param>
/// <param name="simulator">Path of Yixun.CarrierSimulator.dll.</param>
/// <param name="kills">Processes killed.</param>
/// <param name="messages">Messages accepted at least.</param>
/// <param name="seed">Of the moments; what the platform does at a moment still varies.</param>
internal sealed class ChaosRun(string standalone, string simulator, int kills, int messages, int seed)
{
    private const int Window = 16;
    private const int Connections = 2;
    private const int Channels = 3;
    private const int Senders = 8;
    private static readonly TimeSpan QuotaLimit = TimeSpan.FromSeconds(60);

    private TimeSpan SettleTime => TimeSpan.FromSeconds(90 + messages / 500);

    /// <summary>Kills, starts a last time, waits until everything has ended, and counts.</summary>
    /// <exception cref="InvalidOperationException">The platform did not start any more, or took too little.</exception>
    public async Task<ChaosOutcome> RunAsync(CancellationToken cancellationToken)
    {
        await using var carriers = await WitnessProcess.StartAsync(
            simulator,
            4 * messages + 100_000,
            cancellationToken
        );
        var settings =
            $"{Platform.OpenLanes},\"SweepAge\":\"00:00:02\",{carriers.ChannelSettings(Connections, Window)}";
        var random = new Random(seed);
        var port = FreePort(random);
        var restarts = new List<TimeSpan>();
        var platform = await Platform.StartAsync(standalone, settings, null, port, cancellationToken);
        try
        {
            using var client = new SignedClient(platform, 2 * Senders);
            var load = new AcceptedLoad([client], 4L * messages);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var senders = Enumerable.Range(0, Senders).Select(_ => load.SendAsync(stop.Token)).ToArray();
            for (var kill = 0; kill < kills; kill++)
            {
                await load.ReachAsync(senders, (kill + 1L) * messages / kills, QuotaLimit, cancellationToken);
                // Not a wait for something to happen: the moment is meant to be arbitrary.
                await Task.Delay(random.Next(50, 1000), cancellationToken);
                if (kill % 3 == 2)
                {
                    Progress.Write($"  kill {kill + 1} while stopping, {load.Accepted} accepted");
                    await platform.KillWhileStoppingAsync(TimeSpan.FromMilliseconds(random.Next(0, 1500)));
                }
                else
                {
                    Progress.Write($"  kill {kill + 1} at an answer under load, {load.Accepted} accepted");
                    using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    limit.CancelAfter(QuotaLimit);
                    var answer = load.NextAnswer();
                    await using (limit.Token.Register(() => answer.TrySetCanceled()))
                    {
                        await answer.Task;
                    }

                    await platform.KillAsync();
                }

                if (kill % 3 == 0 && kill + 1 < kills)
                {
                    kill++;
                    var life = random.Next(50, 1000);
                    Progress.Write($"  kill {kill + 1}, {life} ms after its launch");
                    await Platform.LaunchAndKillAsync(
                        standalone,
                        platform.Folder,
                        port,
                        TimeSpan.FromMilliseconds(life),
                        cancellationToken
                    );
                }

                platform = await Platform.StartAsync(
                    standalone,
                    settings,
                    platform.Folder,
                    port,
                    cancellationToken
                );
                restarts.Add(platform.StartTime);
            }

            await load.ReachAsync(senders, messages, QuotaLimit, cancellationToken);
            await stop.CancelAsync();
            await Task.WhenAll(senders);
            using var settling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            settling.CancelAfter(SettleTime);
            await load.RepeatUnansweredAsync(settling.Token);
            return await JudgeAsync(client, carriers, load, restarts, cancellationToken);
        }
        finally
        {
            await platform.DisposeAsync();
        }
    }

    private async Task<ChaosOutcome> JudgeAsync(
        SignedClient client,
        WitnessProcess carriers,
        AcceptedLoad load,
        List<TimeSpan> restarts,
        CancellationToken cancellationToken
    )
    {
        var audit = await AcceptedAudit.LookAsync(
            client,
            carriers.Phones,
            load,
            SettleTime,
            cancellationToken
        );
        var broken = audit.Broken.ToList();
        var limit = (long)kills * Channels * Connections * Window;
        if (load.Accepted < messages)
        {
            broken.Add($"only {load.Accepted} of {messages} were accepted");
        }

        if (audit.Uncertain > limit)
        {
            broken.Add($"{audit.Uncertain} uncertain, at most {limit} may be after {kills} kills");
        }

        return new ChaosOutcome(
            kills,
            load.Accepted,
            audit.Lost,
            audit.Twice,
            audit.Uncertain,
            restarts,
            broken
        );
    }

    /// <summary>A free port below those that the system gives to outgoing connections, so that it stays free.</summary>
    private static int FreePort(Random random)
    {
        while (true)
        {
            var port = random.Next(20_000, 30_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }
}
