using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Yixun.LoadTest;

/// <summary>What the phones of simulated carriers received, asked of the simulator's API.</summary>
/// <param name="url">Of the simulator's page.</param>
internal sealed class Witness(Uri url) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = url,
    };

    /// <summary>What the phones received: distinct and repeated segments.</summary>
    public async Task<JsonNode> TotalsAsync(CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<JsonNode>("/api/witness", cancellationToken))!;

    /// <summary>When each of the phones received its newest message; phones without messages are left out.</summary>
    /// <param name="numbers">At most 10,000.</param>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> ArrivalsAsync(
        IReadOnlyList<string> numbers,
        CancellationToken cancellationToken
    )
    {
        var arrivals = new Dictionary<string, DateTimeOffset>();
        foreach (var message in await QueryAsync(numbers, cancellationToken))
        {
            arrivals[(string)message!["phone"]!] = (DateTimeOffset)message["receivedAt"]!;
        }

        return arrivals;
    }

    /// <summary>Copies that each of the phones received of each of its messages; phones without messages are left out.</summary>
    /// <param name="numbers">At most 10,000.</param>
    public async Task<ILookup<string, int>> CopiesAsync(
        IReadOnlyList<string> numbers,
        CancellationToken cancellationToken
    )
    {
        var messages = await QueryAsync(numbers, cancellationToken);
        return messages.ToLookup(message => (string)message!["phone"]!, message => (int)message!["copies"]!);
    }

    /// <summary>Lets a phone of the gateway "mobile" reply.</summary>
    public async Task ReplyAsync(string from, string to, string text, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(
            "/api/replies",
            new
            {
                from,
                to,
                text,
                gateway = "mobile",
            },
            cancellationToken
        );
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonArray> QueryAsync(
        IReadOnlyList<string> numbers,
        CancellationToken cancellationToken
    )
    {
        using var response = await _http.PostAsJsonAsync(
            "/api/phones/query",
            new { numbers },
            cancellationToken
        );
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonArray>(cancellationToken))!;
    }
}
