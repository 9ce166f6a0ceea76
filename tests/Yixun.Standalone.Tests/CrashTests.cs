using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using Yixun.LoadTest;

namespace Yixun.Standalone.Tests;

/// <summary>
/// Kills the process without warning under load, with the simulated carriers outside it as witness of what phones received
/// (guarantees G1, G2 and G3).
/// </summary>
public sealed class CrashTests
{
    private const int Kills = 3;
    private const int Window = 16;
    private const int Connections = 2;
    private const int Channels = 3;
    private const int BatchSize = 100;

    [Fact]
    public async Task KillUnderLoad_everyAcceptedMessageIsFoundAndEnds_noneTwice()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var carriers = await WitnessProcess.StartAsync(cancellation);
        var settings =
            $"{Platform.OpenLanes},\"SweepAge\":\"00:00:02\",{carriers.ChannelSettings(Connections, Window)}";
        var accepted = new ConcurrentDictionary<string, int>();
        var load = new AcceptedLoad(accepted);
        var platform = await Start(null);
        var folder = platform.Folder;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var client = new SignedClient(platform, 4);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var senders = Enumerable.Range(0, 4).Select(_ => load.SendAsync(client, stop.Token)).ToArray();
            // Not a wait for something to happen: the moment of the crash is meant to be arbitrary.
            await Task.Delay(Random.Shared.Next(1200, 3000), cancellation);
            await platform.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(senders);
            platform = await Start(folder);
        }

        await using var last = platform;
        using var reader = new SignedClient(last, 4);
        await load.RepeatUnansweredAsync(reader, cancellation);
        var states = await SettleAsync(reader, accepted, cancellation);
        var witness = await carriers.TotalsAsync(cancellation);

        var total = accepted.Values.Sum();
        var uncertain = states.GetValueOrDefault("uncertain");
        Assert.True(total > 1_000, $"only {total} messages were accepted");
        Assert.Equal(total, states.Values.Sum());
        Assert.Equal(total, states.GetValueOrDefault("delivered") + uncertain);
        Assert.True(
            uncertain <= Kills * Channels * Connections * Window,
            $"{uncertain} uncertain of {total} after {Kills} kills"
        );
        Assert.Equal(0, (long)witness["repeated"]!);
        var distinct = (long)witness["distinct"]!;
        Assert.InRange(distinct, states.GetValueOrDefault("delivered"), total);

        Task<Platform> Start(string? data) =>
            Platform.StartAsync(
                PlatformFixture.AssemblyOf("Yixun.Standalone"),
                settings,
                data,
                0,
                cancellation
            );
    }

    /// <summary>Waits until no message has work left, and counts all by state.</summary>
    private static async Task<Dictionary<string, int>> SettleAsync(
        SignedClient client,
        ConcurrentDictionary<string, int> accepted,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        var open = accepted.Keys.ToHashSet();
        var states = new Dictionary<string, int>();
        while (open.Count > 0)
        {
            foreach (var batch in open.ToList())
            {
                using var response = await client.SendAsync(
                    HttpMethod.Get,
                    $"/api/v1/batches/{batch}",
                    [],
                    limit.Token
                );
                var view = JsonNode.Parse(await response.Content.ReadAsStringAsync(limit.Token))!;
                Assert.Equal(accepted[batch], (int)view["total"]!);
                var counts = view["states"]!
                    .AsObject()
                    .ToDictionary(state => state.Key, state => (int)state.Value!);
                if (counts.Keys.Any(state => state is "accepted" or "queued" or "submitting" or "submitted"))
                {
                    continue;
                }

                open.Remove(batch);
                foreach (var (state, count) in counts)
                {
                    states[state] = states.GetValueOrDefault(state) + count;
                }
            }

            await Task.Delay(200, limit.Token);
        }

        return states;
    }

    /// <summary>Submits batches with clientIds, and remembers what was accepted and what stayed without an answer.</summary>
    private sealed class AcceptedLoad(ConcurrentDictionary<string, int> accepted)
    {
        private readonly ConcurrentBag<byte[]> _unanswered = [];
        private long _next;

        public async Task SendAsync(SignedClient client, CancellationToken cancellationToken)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var first = Interlocked.Add(ref _next, BatchSize) - BatchSize;
                var body = JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        clientId = $"crash-{first}",
                        lane = "reminder",
                        content = "崩溃测试",
                        to = Enumerable.Range(0, BatchSize).Select(index => Bodies.Number(first + index)),
                    }
                );
                try
                {
                    await SubmitAsync(client, body, cancellationToken);
                }
                catch (Exception exception)
                    when (exception is HttpRequestException or OperationCanceledException)
                {
                    _unanswered.Add(body);
                }
            }
        }

        /// <summary>A caller without an answer repeats its request: it must be accepted once, whatever happened.</summary>
        public async Task RepeatUnansweredAsync(SignedClient client, CancellationToken cancellationToken)
        {
            foreach (var body in _unanswered)
            {
                await SubmitAsync(client, body, cancellationToken);
            }
        }

        private async Task SubmitAsync(SignedClient client, byte[] body, CancellationToken cancellationToken)
        {
            using var response = await client.SendAsync(
                HttpMethod.Post,
                "/api/v1/messages",
                body,
                cancellationToken
            );
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(100, cancellationToken);
                return;
            }

            Assert.True(response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.OK, text);
            var answer = JsonNode.Parse(text)!;
            accepted[(string)answer["batchId"]!] = answer["messages"]!.AsArray().Count;
        }
    }
}
