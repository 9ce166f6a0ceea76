using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

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
    private const int PageSize = 1000;
    private static readonly TimeSpan QuotaLimit = TimeSpan.FromSeconds(60);

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
            var load = new AcceptedLoad(client, 4L * messages);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var senders = Enumerable.Range(0, Senders).Select(_ => load.SendAsync(stop.Token)).ToArray();
            for (var kill = 0; kill < kills; kill++)
            {
                await WaitForLoadAsync(load, senders, (kill + 1L) * messages / kills, cancellationToken);
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

            await WaitForLoadAsync(load, senders, messages, cancellationToken);
            await stop.CancelAsync();
            await Task.WhenAll(senders);
            using var settling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            settling.CancelAfter(TimeSpan.FromSeconds(90 + messages / 500));
            await load.RepeatUnansweredAsync(settling.Token);
            return await JudgeAsync(client, carriers, load, restarts, settling.Token);
        }
        finally
        {
            await platform.DisposeAsync();
        }
    }

    private static async Task WaitForLoadAsync(
        AcceptedLoad load,
        Task[] senders,
        long quota,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(QuotaLimit);
        while (load.Accepted < quota)
        {
            if (Array.Find(senders, sender => sender.IsFaulted) is { } failed)
            {
                throw new InvalidOperationException("A sender failed.", failed.Exception);
            }

            try
            {
                await Task.Delay(10, limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new InvalidOperationException(
                    $"Only {load.Accepted} of {quota} were accepted in time."
                );
            }
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
        var broken = new List<string>();
        long lost = 0;
        long twice = 0;
        long uncertain = 0;
        foreach (var (batch, accepted) in load.Batches)
        {
            var counts = await SettledAsync(client, batch, cancellationToken);
            if (counts is null)
            {
                lost += accepted.Count;
                broken.Add($"batch {batch} of {accepted.Count} messages was accepted and is not found");
                continue;
            }

            var records = await RecordsAsync(client, accepted.ClientId, cancellationToken);
            var byState = records.CountBy(record => record.State).ToDictionary();
            if (
                counts.Values.Sum() != accepted.Count
                || byState.Count != counts.Count
                || byState.Any(state => counts.GetValueOrDefault(state.Key) != state.Value)
            )
            {
                broken.Add(
                    $"batch {batch}: accepted {accepted.Count}, view {Text(counts)}, records {Text(byState)}"
                );
            }

            var copies = await carriers.CopiesAsync(
                [.. records.Select(record => record.Number)],
                cancellationToken
            );
            lost += Math.Max(0, accepted.Count - records.Count);
            foreach (var (number, state) in records)
            {
                var received = copies[number].Sum();
                twice += received > 1 ? 1 : 0;
                uncertain += state == "uncertain" ? 1 : 0;
                lost += state != "uncertain" && (state != "delivered" || received == 0) ? 1 : 0;
            }
        }

        var witness = await carriers.TotalsAsync(cancellationToken);
        var repeated = (long)witness["repeated"]!;
        var distinct = (long)witness["distinct"]!;
        var limit = (long)kills * Channels * Connections * Window;
        Require(load.Accepted >= messages, $"only {load.Accepted} of {messages} were accepted");
        Require(lost == 0, $"{lost} of {load.Accepted} accepted messages are lost");
        Require(
            twice == 0 && repeated == 0,
            $"{twice} messages came twice, {repeated} segments were repeated"
        );
        Require(distinct <= load.Accepted, $"phones received {distinct}, accepted were {load.Accepted}");
        Require(uncertain <= limit, $"{uncertain} uncertain, at most {limit} may be after {kills} kills");
        return new ChaosOutcome(kills, load.Accepted, lost, twice, uncertain, restarts, broken);

        void Require(bool kept, string line)
        {
            if (!kept)
            {
                broken.Add(line);
            }
        }
    }

    /// <summary>Waits until no message of a batch has work left; counts by state, null when there is no such batch.</summary>
    private static async Task<Dictionary<string, int>?> SettledAsync(
        SignedClient client,
        string batch,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            using var response = await client.SendAsync(
                HttpMethod.Get,
                $"/api/v1/batches/{batch}",
                [],
                cancellationToken
            );
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            response.EnsureSuccessStatusCode();
            var view = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
            var counts = view["states"]!
                .AsObject()
                .ToDictionary(state => state.Key, state => (int)state.Value!);
            if (!counts.Keys.Any(state => state is "accepted" or "queued" or "submitting" or "submitted"))
            {
                return counts;
            }

            await Task.Delay(200, cancellationToken);
        }
    }

    private static async Task<List<(string Number, string State)>> RecordsAsync(
        SignedClient client,
        string clientId,
        CancellationToken cancellationToken
    )
    {
        using var response = await client.SendAsync(
            HttpMethod.Get,
            $"/api/v1/messages?clientId={clientId}&limit={PageSize}",
            [],
            cancellationToken
        );
        response.EnsureSuccessStatusCode();
        var page = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
        return [.. page["items"]!.AsArray().Select(item => ((string)item!["to"]!, (string)item["state"]!))];
    }

    private static string Text(Dictionary<string, int> counts) =>
        string.Join(", ", counts.Select(state => $"{state.Key} {state.Value}"));

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
