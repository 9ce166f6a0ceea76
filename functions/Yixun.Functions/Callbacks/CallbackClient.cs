using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Yixun.Core.Security;
using Yixun.Functions.Http;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Callbacks;

/// <summary>Posts a callback, signed as requests to us are, with the callback secret. Follows no redirect.</summary>
public sealed class CallbackClient : IDisposable
{
    /// <summary>Header with the callback's id.</summary>
    public const string IdHeader = "X-Yixun-Callback-Id";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public CallbackClient(TimeProvider time, OutboundConnections outbound)
    {
        ArgumentNullException.ThrowIfNull(outbound);
        _time = time;
        _http = new HttpClient(outbound.CreateHandler(Timeout)) { Timeout = Timeout };
    }

    public async Task<CallbackAnswer> PostAsync(
        ConnectedSystem system,
        CallbackTarget target,
        long callbackId,
        byte[] body,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(target);
        var at = _time.GetUtcNow().ToUnixTimeSeconds();
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        using var request = new HttpRequestMessage(HttpMethod.Post, target.Url);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.Add(IdHeader, ApiId.Of(callbackId));
        request.Headers.Add(RequestSignature.KeyHeader, system.Key);
        request.Headers.Add(RequestSignature.TimestampHeader, at.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(RequestSignature.NonceHeader, nonce);
        request.Headers.Add(
            RequestSignature.SignatureHeader,
            RequestSignature.Compute(target.Secret, "POST", target.Url.PathAndQuery, at, nonce, body)
        );
        try
        {
            using var response = await _http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            var status = (int)response.StatusCode;
            return new CallbackAnswer(
                status,
                response.IsSuccessStatusCode ? null
                    : response.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest
                        ? "重定向不予跟随"
                    : $"HTTP {status.ToString(CultureInfo.InvariantCulture)}"
            );
        }
        catch (HttpRequestException exception)
        {
            return new CallbackAnswer(
                null,
                OutboundRefusedException.IsCauseOf(exception)
                    ? OutboundRefusedException.Reason
                    : exception.HttpRequestError.ToString()
            );
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new CallbackAnswer(null, "Timeout");
        }
    }

    public void Dispose() => _http.Dispose();
}
