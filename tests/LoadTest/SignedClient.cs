using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Yixun.Core.Security;

namespace Yixun.LoadTest;

/// <summary>Submits as a connected system does.</summary>
internal sealed class SignedClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _key;
    private readonly byte[] _secret;
    private long _nonce = Random.Shared.NextInt64(1L << 48);

    public SignedClient(Platform platform, int connections)
    {
        _http = new HttpClient(
            new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false }
        )
        {
            BaseAddress = platform.Url,
        };
        _key = platform.Key;
        _secret = Encoding.UTF8.GetBytes(platform.Secret);
    }

    /// <returns>True when accepted; false when the platform asked to wait.</returns>
    /// <exception cref="HttpRequestException">Any other answer.</exception>
    public async Task<bool> SubmitAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/messages");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var seconds = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var nonce = Interlocked
            .Increment(ref _nonce)
            .ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
        request.Headers.Add(RequestSignature.KeyHeader, _key);
        request.Headers.Add(
            RequestSignature.TimestampHeader,
            seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        request.Headers.Add(RequestSignature.NonceHeader, nonce);
        request.Headers.Add(
            RequestSignature.SignatureHeader,
            RequestSignature.Compute(_secret, "POST", "/api/v1/messages", seconds, nonce, body)
        );
        using var response = await _http.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
        {
            return false;
        }

        if (response.StatusCode != HttpStatusCode.Accepted)
        {
            throw new HttpRequestException(
                $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellationToken)}"
            );
        }

        await response.Content.CopyToAsync(Stream.Null, cancellationToken);
        return true;
    }

    public Task<string> MetricsAsync(CancellationToken cancellationToken) =>
        _http.GetStringAsync("/metrics", cancellationToken);

    public void Dispose() => _http.Dispose();
}
