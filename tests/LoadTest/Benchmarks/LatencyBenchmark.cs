using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Yixun.LoadTest.Load;

namespace Yixun.LoadTest.Benchmarks;

/// <summary>One message a request at a fixed rate: how long until the answer, and until the message is Delivered.</summary>
internal sealed class LatencyBenchmark : IBenchmark
{
    private const int Concurrency = 256;

    /// <summary>One message in so many is asked for until it is delivered: asking for all would be most of the load.</summary>
    private const int Sampled = 50;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan DeliveryLimit = TimeSpan.FromSeconds(60);

    public string Name => "latency";

    public string Help =>
        "single requests at a fixed rate: answer and delivery, from the intended moment; use of windows on slow links";

    public BenchmarkSettings Defaults { get; } =
        new()
        {
            Runs = 3,
            Seconds = 20,
            WarmUp = 5,
            Rate = 2_000,
        };

    public async Task<BenchmarkResult> RunAsync(
        BenchmarkSettings settings,
        CancellationToken cancellationToken
    )
    {
        var measured = new Measurements();
        for (var run = 0; run < settings.Runs; run++)
        {
            await RunOnceAsync(settings, measured, cancellationToken);
        }

        await RoundTrips.MeasureAsync(measured, cancellationToken);
        return measured.Result();
    }

    private static async Task RunOnceAsync(
        BenchmarkSettings settings,
        Measurements measured,
        CancellationToken cancellationToken
    )
    {
        await using var platform = await Platform.StartAsync(
            Programs.Standalone,
            Platform.OpenLanes,
            null,
            0,
            cancellationToken
        );
        using var client = new SignedClient(platform, Concurrency + 16);
        var rate = settings.Rate!.Value;
        var warmUp = TimeSpan.FromSeconds(settings.WarmUp!.Value);
        var measuredFrom = DateTimeOffset.UtcNow + warmUp;
        var accept = new LatencyRecorder();
        var delivered = new LatencyRecorder();
        var deliveries = new ConcurrentBag<Task>();
        await OpenLoop.RunAsync(
            rate,
            warmUp + TimeSpan.FromSeconds(settings.Seconds!.Value),
            Concurrency,
            async (number, due, token) =>
            {
                var id = await SubmitAsync(client, number, token);
                if (due < measuredFrom)
                {
                    return;
                }

                accept.Record(DateTimeOffset.UtcNow - due);
                if (number % Sampled == 0)
                {
                    deliveries.Add(WaitAsync(client, id, due, delivered, token));
                }
            },
            cancellationToken
        );
        await Task.WhenAll(deliveries);
        measured.Add("latency rate", "messages/s", rate);
        accept.AddTo(measured, "latency accept");
        delivered.AddTo(measured, "latency delivered");
    }

    /// <summary>Submits until it is accepted; every "come again" is part of the latency.</summary>
    private static async Task<string> SubmitAsync(SignedClient client, long number, CancellationToken token)
    {
        var body = Bodies.Batch(number, 1, "care");
        while (true)
        {
            using var response = await client.SendAsync(HttpMethod.Post, "/api/v1/messages", body, token);
            if (response.IsSuccessStatusCode)
            {
                var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(token))!;
                return (string)answer["messages"]![0]!["id"]!;
            }

            if ((int)response.StatusCode is not (429 or 503))
            {
                response.EnsureSuccessStatusCode();
            }

            await Task.Delay(10, token);
        }
    }

    /// <summary>Asks until it is delivered; the moment of the answer counts, so what is recorded is an upper bound.</summary>
    private static async Task WaitAsync(
        SignedClient client,
        string id,
        DateTimeOffset due,
        LatencyRecorder recorder,
        CancellationToken token
    )
    {
        while (DateTimeOffset.UtcNow - due < DeliveryLimit)
        {
            await Task.Delay(Poll, token);
            using var response = await client.SendAsync(HttpMethod.Get, $"/api/v1/messages/{id}", [], token);
            response.EnsureSuccessStatusCode();
            var view = JsonNode.Parse(
                Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(token))
            )!;
            if ((string?)view["state"] == "delivered")
            {
                recorder.Record(DateTimeOffset.UtcNow - due);
                return;
            }
        }

        throw new InvalidOperationException($"Message {id} was not delivered in time.");
    }
}
