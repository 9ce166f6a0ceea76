using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Yixun.Cli.Site;

/// <summary>Asks running processes over HTTP how they are: <c>/health/ready</c> and <c>/metrics</c>.</summary>
internal sealed partial class ProcessProbe : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = 16 << 20,
    };

    public async Task<ProcessAnswer> AskAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.GetAsync(new Uri(url, "/health/ready"), cancellationToken);
            var at = TimeProvider.System.GetUtcNow();
            var problems = new List<string>();
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable)
            {
                var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
                problems.AddRange(
                    (body?["checks"]?.AsObject() ?? [])
                        .Where(check => (string?)check.Value != "ok")
                        .Select(check => $"{check.Key}: {check.Value}")
                );
            }
            else
            {
                problems.Add($"HTTP {(int)response.StatusCode}");
            }

            var metrics = await _client.GetStringAsync(new Uri(url, "/metrics"), cancellationToken);
            return new ProcessAnswer(url, true, problems, response.Headers.Date, at, QueuesOf(metrics));
        }
        catch (Exception exception)
            when (exception is HttpRequestException or JsonException or InvalidOperationException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return new ProcessAnswer(
                url,
                false,
                [exception.Message],
                null,
                TimeProvider.System.GetUtcNow(),
                new Dictionary<string, long>()
            );
        }
    }

    public void Dispose() => _client.Dispose();

    private static Dictionary<string, long> QueuesOf(string metrics)
    {
        var queues = new Dictionary<string, long>();
        foreach (Match match in QueueLine().Matches(metrics))
        {
            if (
                double.TryParse(
                    match.Groups["depth"].ValueSpan,
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out var depth
                ) && double.IsFinite(depth)
            )
            {
                queues[match.Groups["queue"].Value] = (long)depth;
            }
        }

        return queues;
    }

    [GeneratedRegex(
        """^yixun_queue_chunks\{queue="(?<queue>[^"]+)"\} (?<depth>\S+)""",
        RegexOptions.Multiline
    )]
    private static partial Regex QueueLine();
}

/// <param name="IsReached">False: it did not answer; <paramref name="Problems"/> says why.</param>
/// <param name="Problems">What fails there.</param>
/// <param name="Date">Its clock, to the second.</param>
/// <param name="AskedAt">This machine's clock then.</param>
/// <param name="Queues">Chunks in queues.</param>
internal sealed record ProcessAnswer(
    Uri Url,
    bool IsReached,
    IReadOnlyList<string> Problems,
    DateTimeOffset? Date,
    DateTimeOffset AskedAt,
    IReadOnlyDictionary<string, long> Queues
);
