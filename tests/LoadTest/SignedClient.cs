using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Yixun.Core.Security;

namespace Yixun.LoadTest;

/// <summary>Submits as a connected system does.</summary>
internal sealed class SignedClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _key;
    private readonly byte[] _secret;
    private long _nonce = Random.Shared.NextInt64(1L << 48);

    public SignedClient(IPlatform platform, int connections)
        : this(platform.Url, platform.Key, platform.Secret, connections) { }

    public SignedClient(Uri url, string key, string secret, int connections)
    {
        _http = new HttpClient(
            new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false }
        )
        {
            BaseAddress = url,
        };
        _key = key;
        _secret = Encoding.UTF8.GetBytes(secret);
    }

    /// <summary>Signs and sends any request.</summary>
    /// <param name="pathAndQuery">As it is to be sent and signed.</param>
    /// <param name="change">Spoils or changes the request after it was signed.</param>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string pathAndQuery,
        byte[] body,
        CancellationToken cancellationToken,
        Action<HttpRequestMessage>? change = null
    )
    {
        using var request = new HttpRequestMessage(method, pathAndQuery);
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        var seconds = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var nonce = Interlocked.Increment(ref _nonce).ToString("x16", CultureInfo.InvariantCulture);
        request.Headers.Add(RequestSignature.KeyHeader, _key);
        request.Headers.Add(RequestSignature.TimestampHeader, seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(RequestSignature.NonceHeader, nonce);
        request.Headers.Add(
            RequestSignature.SignatureHeader,
            RequestSignature.Compute(_secret, method.Method, pathAndQuery, seconds, nonce, body)
        );
        change?.Invoke(request);
        return await _http.SendAsync(request, cancellationToken);
    }

    /// <returns>True when accepted; false when the platform asked to wait.</returns>
    /// <exception cref="HttpRequestException">Any other answer.</exception>
    public async Task<bool> SubmitAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var response = await TrySubmitAsync(body, cancellationToken);
        if (response is null)
        {
            return false;
        }

        await response.Content.CopyToAsync(Stream.Null, cancellationToken);
        return true;
    }

    /// <returns>The id of the batch; null when the platform asked to wait.</returns>
    /// <exception cref="HttpRequestException">Any other answer.</exception>
    public async Task<string?> SubmitBatchAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var response = await TrySubmitAsync(body, cancellationToken);
        return response is null
            ? null
            : (string)
                JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!["batchId"]!;
    }

    private async Task<HttpResponseMessage?> TrySubmitAsync(byte[] body, CancellationToken cancellationToken)
    {
        var response = await SendAsync(HttpMethod.Post, "/api/v1/messages", body, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Accepted)
        {
            return response;
        }

        using (response)
        {
            return response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests
                ? null
                : throw new HttpRequestException(
                    $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}"
                );
        }
    }

    public Task<string> MetricsAsync(CancellationToken cancellationToken) =>
        _http.GetStringAsync("/metrics", cancellationToken);

    public void Dispose() => _http.Dispose();
}
