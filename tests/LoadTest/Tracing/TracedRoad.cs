using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace Yixun.LoadTest.Tracing;

/// <summary>Submits a message in a trace of its own, and waits for the spans of its road.</summary>
internal static class TracedRoad
{
    /// <summary>In the order in which each stands within the one before.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    ["SubmitMessages", "dispatch", "publish", "send", "report"];

    public static string NewTraceId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>A traceparent as a caller sends it.</summary>
    public static string Header(string traceId, bool sampled) =>
        $"00-{traceId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}-{(sampled ? "01" : "00")}";

    public static async Task SubmitAsync(
        SignedClient client,
        string number,
        string content,
        string traceParent,
        CancellationToken cancellationToken
    )
    {
        using var response = await client.SendAsync(
            HttpMethod.Post,
            "/api/v1/messages",
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    lane = "care",
                    content,
                    to = new[] { number },
                }
            ),
            cancellationToken,
            request => request.Headers.Add("traceparent", traceParent)
        );
        if (response.StatusCode != HttpStatusCode.Accepted)
        {
            throw new InvalidOperationException($"{response.StatusCode}");
        }
    }

    /// <summary>Waits until every step of the road was exported.</summary>
    /// <returns>The spans of the trace.</returns>
    public static async Task<IReadOnlyList<ExportedSpan>> SpansAsync(
        OtlpCollector collector,
        string traceId,
        CancellationToken cancellationToken
    )
    {
        await Sites.Site.UntilAsync(
            () => Task.FromResult(Steps.All(step => collector.Of(traceId).Any(span => span.Name == step))),
            "the spans of the whole road",
            cancellationToken
        );
        return collector.Of(traceId);
    }
}
