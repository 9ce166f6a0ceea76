using System.Diagnostics;
using Yixun.LoadTest.Sites;

namespace Yixun.LoadTest.Chaos;

/// <summary>
/// Kills each part of a site without warning while it is under load: function processes, carrier daemons, RabbitMQ,
/// PostgreSQL, Redis; two replicas of what is ours. The parts come back after a moment, as a cluster or a supervisor
/// brings them back. The simulated carriers witness what phones received (guarantees G1, G2 and G3).
/// </summary>
/// <param name="kills">Of each part.</param>
/// <param name="messages">Accepted at least.</param>
/// <param name="seed">Of order and moments; what a part does at a moment still varies.</param>
internal sealed class SiteChaosRun(int kills, int messages, int seed)
{
    private const int Window = 16;
    private const int Connections = 4;
    private const int Channels = 3;
    private const int Replicas = 2;
    private const int Senders = 8;

    /// <summary>Of two segments.</summary>
    private const string LongText =
        "崩溃测试：请您于明天上午八点到门诊楼三层检验科空腹抽血，抽血后可在一层大厅自助机打印报告，如有不适请及时告知护士。"
        + "来院请携带身份证、医保卡与既往检查资料，谢谢您的配合。";

    /// <summary>Between two batches of a sender.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan QuotaLimit = TimeSpan.FromSeconds(120);

    /// <summary>Kills, waits until everything has ended, and counts.</summary>
    /// <exception cref="InvalidOperationException">A part did not come back, or too little was accepted.</exception>
    public async Task<ChaosOutcome> RunAsync(CancellationToken cancellationToken)
    {
        await using var site = await Site.StartAsync(
            $"{Platform.OpenLanes},\"SweepAge\":\"00:00:02\"",
            durable: true,
            Connections,
            Window,
            cancellationToken,
            Replicas
        );
        var clients = site
            .Functions.Select(process => new SignedClient(process.Url, site.Key, site.Secret, 2 * Senders))
            .ToList();
        try
        {
            return await RunAsync(site, clients, cancellationToken);
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    private async Task<ChaosOutcome> RunAsync(
        Site site,
        List<SignedClient> clients,
        CancellationToken cancellationToken
    )
    {
        var random = new Random(seed);
        // A part takes seconds to come back: the load goes on, at a pace that leaves work for the last kill too.
        var load = new AcceptedLoad(clients, long.MaxValue, LongText, Pace);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var senders = Enumerable.Range(0, Senders).Select(_ => load.SendAsync(stop.Token)).ToArray();
        var order = Parts(site, random).SelectMany(part => Enumerable.Repeat(part, kills)).ToArray();
        random.Shuffle(order);
        var restarts = new List<TimeSpan>();
        for (var kill = 0; kill < order.Length; kill++)
        {
            await load.ReachAsync(
                senders,
                (kill + 1L) * messages / order.Length,
                QuotaLimit,
                cancellationToken
            );
            // Not waits for something to happen: the moments are meant to be arbitrary.
            await Task.Delay(random.Next(50, 1000), cancellationToken);
            Progress.Write($"  kill {kill + 1}: {order[kill].Name}, {load.Accepted} accepted");
            var clock = Stopwatch.StartNew();
            await order[kill].Kill();
            await Task.Delay(random.Next(0, 1500), cancellationToken);
            await order[kill].Start();
            await site.ReadyAsync(cancellationToken);
            restarts.Add(clock.Elapsed);
        }

        await load.ReachAsync(senders, messages, QuotaLimit, cancellationToken);
        await stop.CancelAsync();
        await Task.WhenAll(senders);
        var patience = TimeSpan.FromSeconds(180 + messages / 200);
        using var settling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        settling.CancelAfter(patience);
        await load.RepeatUnansweredAsync(settling.Token);
        var audit = await AcceptedAudit.LookAsync(
            clients[0],
            site.Carriers.Phones,
            load,
            patience,
            cancellationToken
        );
        var broken = audit.Broken.ToList();
        var limit = (long)order.Length * Channels * Connections * Window;
        if (audit.Uncertain > limit)
        {
            broken.Add($"{audit.Uncertain} uncertain, at most {limit} may be after {order.Length} kills");
        }

        return new ChaosOutcome(
            order.Length,
            load.Accepted,
            audit.Lost,
            audit.Twice,
            audit.Uncertain,
            restarts,
            broken
        );
    }

    private static IEnumerable<Part> Parts(Site site, Random random)
    {
        yield return OfReplicas("functions", () => site.Functions);
        yield return OfReplicas("daemon", () => site.Daemons);
        yield return new Part("rabbitmq", site.Broker.KillAsync, site.Broker.StartAsync);
        yield return new Part("postgresql", site.PostgreSql.KillAsync, site.PostgreSql.StartAsync);
        yield return new Part("redis", site.SharedRedis.KillAsync, site.SharedRedis.StartAsync);

        Part OfReplicas(string name, Func<IReadOnlyList<SiteProcess>> replicas)
        {
            SiteProcess? ended = null;
            return new Part(
                name,
                () =>
                {
                    ended = replicas()[random.Next(Replicas)];
                    return ended.KillAsync();
                },
                () =>
                {
                    site.Relaunch(ended!);
                    return Task.CompletedTask;
                }
            );
        }
    }

    private sealed record Part(string Name, Func<Task> Kill, Func<Task> Start);
}
