using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Yixun.LoadTest.Sites;

/// <summary>Where a channel finds its gateway, and the login there.</summary>
internal sealed record ChannelAddress(string Host, int Port, string Account, string Secret);

/// <summary>The administrator of a site, signed in at its admin API.</summary>
internal sealed class SiteOperator : IDisposable
{
    private readonly HttpClient _console;

    private SiteOperator(Uri url)
    {
        _console = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = url };
        _console.DefaultRequestHeaders.Add("X-Yixun-Console", "1");
    }

    /// <param name="password">Of the account "admin".</param>
    public static async Task<SiteOperator> SignInAsync(
        Uri url,
        string password,
        CancellationToken cancellationToken
    )
    {
        var signedIn = new SiteOperator(url);
        await signedIn.AskAsync(
            HttpMethod.Post,
            "session",
            new { account = "admin", password },
            cancellationToken
        );
        return signedIn;
    }

    /// <summary>Adds a connected system.</summary>
    /// <returns>Its secret.</returns>
    public async Task<string> AddSystemAsync(string key, CancellationToken cancellationToken)
    {
        var system = await AskAsync(
            HttpMethod.Put,
            $"systems/{key}",
            new
            {
                name = "负载",
                defaultSignature = "示例医院",
                requestsPerSecond = 100_000,
            },
            cancellationToken
        );
        return (string)system["secret"]!;
    }

    /// <summary>Adds a channel by CMPP 3.0 to the carrier of that name.</summary>
    /// <param name="name">mobile, unicom or telecom.</param>
    public Task AddChannelAsync(
        string name,
        ChannelAddress address,
        int connections,
        int window,
        CancellationToken cancellationToken
    ) =>
        AskAsync(
            HttpMethod.Put,
            $"channels/{name}",
            new
            {
                settings = new
                {
                    name,
                    carriers = new[] { name },
                    accessNumber = "106900001234",
                    protocol = "cmpp30",
                    host = address.Host,
                    port = address.Port,
                    account = address.Account,
                    secret = address.Secret,
                    connections,
                    window,
                    maximumBackoffSeconds = 1,
                },
            },
            cancellationToken
        );

    public async Task<bool> AreChannelsConnectedAsync(int connections, CancellationToken cancellationToken) =>
        (await AskAsync(HttpMethod.Get, "channels", null, cancellationToken))
            .AsArray()
            .All(channel => (int)channel!["bound"]! == connections);

    /// <summary>Asks something of the admin API as the administrator.</summary>
    /// <exception cref="InvalidOperationException">It refused.</exception>
    public async Task<JsonNode> AskAsync(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, $"/api/admin/{path}");
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        using var response = await _console.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text.Length == 0 ? "{}" : text)!
            : throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text}");
    }

    public void Dispose() => _console.Dispose();
}
