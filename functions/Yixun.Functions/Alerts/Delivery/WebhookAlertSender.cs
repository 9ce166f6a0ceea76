using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Yixun.Core.Alerts;
using Yixun.Core.Security;
using Yixun.Functions.Http;

namespace Yixun.Functions.Alerts.Delivery;

/// <summary>
/// Posts the notice as JSON. With a secret it is signed as connected systems sign their requests, under the key
/// <see cref="Key"/>. Only an answer of 2xx within the time counts; redirects are not followed.
/// </summary>
public sealed class WebhookAlertSender : IAlertSender, IDisposable
{
    /// <summary>Value of the key header.</summary>
    public const string Key = "yixun-alerts";

    private readonly HttpClient _client;
    private readonly TimeProvider _time;
    private readonly OutboundConnections _outbound;

    public WebhookAlertSender(TimeProvider time, IOptions<AlertOptions> options, OutboundConnections outbound)
    {
        _time = time;
        _outbound = outbound;
        _client = new HttpClient(outbound.CreateHandler(options.Value.WebhookTimeout))
        {
            Timeout = options.Value.WebhookTimeout,
            MaxResponseContentBufferSize = 64 * 1024,
        };
    }

    public AlertTargetKind Kind => AlertTargetKind.Webhook;

    public string? Check(AlertDestination destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return !Uri.TryCreate(destination.Address, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
            || address.UserInfo.Length > 0
                ? "地址须为 http 或 https 地址，且不含用户名"
            : _outbound.Refusal(address) is { } refusal ? refusal
            : destination.Secret.Length is > 0 and < 16 ? "签名密钥至少 16 个字符"
            : null;
    }

    /// <summary>Without the query, which may hold a token.</summary>
    public string Mask(string address) => MaskedAddress.Of(address);

    public async Task SendAsync(
        AlertDestination destination,
        AlertNotice notice,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(destination);
        var address = new Uri(destination.Address);
        var body = JsonSerializer.SerializeToUtf8Bytes(notice, ApiJson.Options);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
            },
        };
        if (destination.Secret.Length > 0)
        {
            Sign(request, address, destination.Secret, body);
        }

        try
        {
            using var response = await _client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            if (!response.IsSuccessStatusCode)
            {
                throw new AlertNotDeliveredException($"接收方返回 HTTP {(int)response.StatusCode}");
            }
        }
        catch (HttpRequestException exception)
        {
            throw new AlertNotDeliveredException(
                OutboundRefusedException.IsCauseOf(exception)
                    ? OutboundRefusedException.Reason
                    : $"无法连接接收方：{exception.HttpRequestError}",
                exception
            );
        }
        catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AlertNotDeliveredException("接收方超时未应答", exception);
        }
    }

    public void Dispose() => _client.Dispose();

    private void Sign(HttpRequestMessage request, Uri address, string secret, byte[] body)
    {
        var seconds = _time.GetUtcNow().ToUnixTimeSeconds();
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        request.Headers.Add(RequestSignature.KeyHeader, Key);
        request.Headers.Add(RequestSignature.TimestampHeader, seconds.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(RequestSignature.NonceHeader, nonce);
        request.Headers.Add(
            RequestSignature.SignatureHeader,
            RequestSignature.Compute(
                Encoding.UTF8.GetBytes(secret),
                "POST",
                address.PathAndQuery,
                seconds,
                nonce,
                body
            )
        );
    }
}
