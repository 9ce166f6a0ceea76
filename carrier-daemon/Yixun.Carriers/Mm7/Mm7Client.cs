using System.Net;
using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Mm7;

/// <summary>
/// Posts messages to one MMSC. A request that may have arrived is never repeated; only one that was answered with 401 is
/// sent again, with the answer to the challenge. Thread-safe.
/// </summary>
public sealed class Mm7Client : IDisposable
{
    private readonly Mm7ClientSettings _settings;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private volatile Mm7DigestChallenge? _challenge;

    /// <exception cref="ArgumentException">The settings can't work.</exception>
    public Mm7Client(Mm7ClientSettings settings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        _settings = settings;
        _time = time;
        _http = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                ConnectTimeout = settings.ConnectTimeout,
                MaxConnectionsPerServer = settings.Connections,
                PooledConnectionIdleTimeout = settings.IdleTimeout,
                PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            },
            true
        )
        {
            // The token of each request is the limit.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>
    /// Sends one message. Never throws for what happens on the network or because of cancellation: the result says
    /// whether the MMSC may have the message.
    /// </summary>
    /// <exception cref="ArgumentException">The message can't be put on the wire; nothing was sent.</exception>
    public async Task<Mm7SubmitResult> SubmitAsync(Mm7SubmitReq request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var payload = Payload(request);
        using var limit = new TimeLimit(_settings.ResponseTimeout, _time, cancellationToken);
        var challenge = _challenge;
        for (var answered = false; ; answered = true)
        {
            using var content = new Mm7RequestContent(payload);
            try
            {
                using var message = Message(content, challenge);
                using var response = await _http.SendAsync(
                    message,
                    HttpCompletionOption.ResponseHeadersRead,
                    limit.Token
                );
                if (
                    response.StatusCode == HttpStatusCode.Unauthorized
                    && !answered
                    && ReadChallenge(response) is { } next
                )
                {
                    _challenge = challenge = next;
                    continue;
                }

                return await ReadAsync(request.TransactionId, response, limit.Token);
            }
            catch (Exception exception)
                when (exception
                        is HttpRequestException
                            or OperationCanceledException
                            or IOException
                            or InvalidOperationException
                )
            {
                var reason = Reason(exception, limit.Token, cancellationToken);
                return content.GiveUp() ? Mm7Results.NotSent(reason) : Mm7Results.Uncertain(reason);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private Mm7Payload Payload(Mm7SubmitReq request)
    {
        if (!Mm7TransactionId.IsValid(request.TransactionId))
        {
            throw new ArgumentException(
                "A TransactionID has 1 to 32 visible ASCII characters.",
                nameof(request)
            );
        }

        if (request.Recipients.Count == 0)
        {
            throw new ArgumentException("A message has recipients.", nameof(request));
        }

        var payload = Mm7Codec.Write(request, _settings.Dialect);
        return payload.Body.Length <= _settings.MaxRequestBytes
            ? payload
            : throw new ArgumentException($"The request has {payload.Body.Length} octets.", nameof(request));
    }

    private HttpRequestMessage Message(Mm7RequestContent content, Mm7DigestChallenge? challenge)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, _settings.Address)
        {
            Content = content,
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        message.Headers.TryAddWithoutValidation("SOAPAction", "\"\"");
        message.Headers.TryAddWithoutValidation("MIME-Version", "1.0");
        if (_settings.ApiVersion is { } version)
        {
            message.Headers.TryAddWithoutValidation("MM7APIVersion", version);
        }

        if (Authorization(challenge) is { } authorization)
        {
            message.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return message;
    }

    private string? Authorization(Mm7DigestChallenge? challenge) =>
        challenge is not null
            ? challenge.Answer(_settings.User, _settings.Password, "POST", _settings.Address.PathAndQuery)
        : _settings.Authentication == Mm7Authentication.Basic
            ? Mm7BasicCredentials.Header(_settings.User, _settings.Password)
        : null;

    private Mm7DigestChallenge? ReadChallenge(HttpResponseMessage response) =>
        _settings.Authentication == Mm7Authentication.None
            ? null
            : response
                .Headers.WwwAuthenticate.Where(challenge =>
                    challenge.Scheme.Equals("Digest", StringComparison.OrdinalIgnoreCase)
                )
                .Select(challenge => Mm7DigestChallenge.Parse(challenge.Parameter))
                .FirstOrDefault(challenge => challenge is not null);

    private async Task<Mm7SubmitResult> ReadAsync(
        string transaction,
        HttpResponseMessage response,
        CancellationToken cancellationToken
    )
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = await Mm7BoundedBody.ReadAsync(stream, _settings.MaxResponseBytes, cancellationToken);
        return body is { } octets
            ? Mm7Results.Read(
                transaction,
                (int)response.StatusCode,
                response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var type)
                    ? type.ToString()
                    : null,
                octets,
                _settings.TryLaterCodes
            )
            : Mm7Results.Uncertain("answer too long");
    }

    private static string Reason(Exception exception, CancellationToken limit, CancellationToken caller) =>
        caller.IsCancellationRequested ? "cancelled"
        : limit.IsCancellationRequested ? "response timeout"
        : exception is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } failure
            ? $"connection: {failure.HttpRequestError}"
        : exception is OperationCanceledException ? "connect timeout"
        : "connection lost";
}
