using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Yixun.LoadTest.Load;

namespace Yixun.LoadTest.Benchmarks;

/// <summary>
/// Critical messages at a fixed rate while reminders saturate the platform: from the intended moment of the request to the
/// moment when the carrier (the simulator, same machine, same clock) had the message.
/// </summary>
internal sealed class CriticalBenchmark : IBenchmark
{
    private const int BulkConnections = 12;
    private const int BulkBatch = 1000;
    private const int Concurrency = 64;
    private static readonly TimeSpan FillLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan ArrivalLimit = TimeSpan.FromSeconds(60);

    // One carrier each; the bulk uses other numbers.
    private static readonly string[] Heads = ["13700", "18600", "17700"];

    public string Name => "critical";

    public string Help =>
        "critical messages to the carrier's receipt, from the intended moment, while reminders saturate";

    public BenchmarkSettings Defaults { get; } =
        new()
        {
            Runs = 3,
            Seconds = 30,
            WarmUp = 5,
            Rate = 20,
            Messages = 100_000,
            Profile = Profiles.Standalone,
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

        return measured.Result();
    }

    private static async Task RunOnceAsync(
        BenchmarkSettings settings,
        Measurements measured,
        CancellationToken cancellationToken
    )
    {
        await using var platform = await Profiles.StartAsync(
            settings.Profile!,
            messageLimit: 100_000,
            cancellationToken
        );
        using var phones = new Witness(platform.Simulator!);
        using var client = new SignedClient(platform, Concurrency);
        await using var bulk = new SaturatingLoad(
            platform,
            BulkBatch,
            BulkConnections,
            settings.Messages!.Value + 20_000L,
            cancellationToken
        );
        using var fill = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        fill.CancelAfter(FillLimit);
        while (bulk.Waiting < settings.Messages)
        {
            if (fill.IsCancellationRequested)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new InvalidOperationException(
                    $"Only {bulk.Waiting:F0} reminders wait; too few to measure."
                );
            }

            await bulk.HoldAsync(TimeSpan.FromMilliseconds(50), cancellationToken);
        }

        await bulk.HoldAsync(TimeSpan.FromSeconds(settings.WarmUp!.Value), cancellationToken);
        var begin = bulk.Samples[^1];
        var sent = new ConcurrentDictionary<string, (DateTimeOffset Due, string Id)>();
        var accept = new LatencyRecorder();
        var sending = OpenLoop.RunAsync(
            settings.Rate!.Value,
            TimeSpan.FromSeconds(settings.Seconds!.Value),
            Concurrency,
            async (number, due, token) =>
            {
                var phone = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Heads[number % Heads.Length]}{1000 + number:D6}"
                );
                var id = await SubmitAsync(client, phone, token);
                accept.Record(DateTimeOffset.UtcNow - due);
                sent[phone] = (due, id);
            },
            cancellationToken
        );
        // The phones forget the oldest messages, so they are asked all the while.
        var arrived = new Dictionary<string, DateTimeOffset>();
        while (!sending.IsCompleted)
        {
            await AddArrivalsAsync(phones, sent.Keys, arrived, cancellationToken);
            await Task.WhenAny(sending, Task.Delay(1000, cancellationToken));
        }

        await sending;
        var waiting = bulk.Waiting;
        var end = bulk.Samples[^1];
        for (var until = DateTime.UtcNow + ArrivalLimit; arrived.Count < sent.Count; )
        {
            if (DateTime.UtcNow > until)
            {
                throw new InvalidOperationException(
                    $"{sent.Count - arrived.Count} critical messages did not reach the carrier."
                );
            }

            await Task.Delay(100, cancellationToken);
            await AddArrivalsAsync(phones, sent.Keys, arrived, cancellationToken);
        }

        var carrier = new LatencyRecorder();
        var dispatch = new LatencyRecorder();
        var claim = new LatencyRecorder();
        foreach (var (phone, (due, id)) in sent)
        {
            carrier.Record(arrived[phone] - due);
            var (acceptedAt, dispatchedAt) = await TimesAsync(client, id, cancellationToken);
            dispatch.Record(dispatchedAt - acceptedAt);
            claim.Record(arrived[phone] - dispatchedAt);
        }

        var name = Profiles.NameOf("critical", settings.Profile!);
        carrier.AddTo(measured, name);
        measured.Add($"{name} accept p99", "ms", accept.Milliseconds(99));
        measured.Add($"{name} dispatch p99", "ms", dispatch.Milliseconds(99));
        measured.Add($"{name} claim p99", "ms", claim.Milliseconds(99));
        measured.Add(
            $"{name} bulk",
            "messages/s",
            (end.Delivered - begin.Delivered) / Math.Max(0.1, end.Seconds - begin.Seconds)
        );
        measured.Add($"{name} backlog", "messages", waiting);
    }

    /// <summary>Submits until it is accepted; every "come again" is part of the latency.</summary>
    /// <returns>The message's id.</returns>
    private static async Task<string> SubmitAsync(SignedClient client, string phone, CancellationToken token)
    {
        var body = Encoding.UTF8.GetBytes(
            $$"""{"lane":"critical","content":"危急值：血钾6.8mmol/L，请立即处理。","to":["{{phone}}"]}"""
        );
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

    /// <summary>Adds when the simulated carriers had the message of each phone that is not known yet.</summary>
    private static async Task AddArrivalsAsync(
        Witness phones,
        IEnumerable<string> numbers,
        Dictionary<string, DateTimeOffset> arrived,
        CancellationToken cancellationToken
    )
    {
        foreach (var asked in numbers.Where(phone => !arrived.ContainsKey(phone)).Chunk(1000).ToList())
        {
            foreach (var (phone, at) in await phones.ArrivalsAsync(asked, cancellationToken))
            {
                arrived[phone] = at;
            }
        }
    }

    private static async Task<(DateTimeOffset AcceptedAt, DateTimeOffset DispatchedAt)> TimesAsync(
        SignedClient client,
        string id,
        CancellationToken cancellationToken
    )
    {
        using var response = await client.SendAsync(
            HttpMethod.Get,
            $"/api/v1/messages/{id}",
            [],
            cancellationToken
        );
        response.EnsureSuccessStatusCode();
        var view = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
        return ((DateTimeOffset)view["acceptedAt"]!, (DateTimeOffset)view["dispatchedAt"]!);
    }
}
