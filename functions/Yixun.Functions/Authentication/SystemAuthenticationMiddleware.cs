using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;
using Yixun.Core.Problems;
using Yixun.Core.Security;
using Yixun.Functions.Hosting;
using Yixun.Functions.Http;
using Yixun.Functions.Reference;

namespace Yixun.Functions.Authentication;

/// <summary>
/// Checks the signature of everything under <c>/api/v1/</c>: key, address, timestamp, signature, rate, nonce; in that order,
/// so that only a good signature uses up a system's rate and a nonce.
/// </summary>
public sealed class SystemAuthenticationMiddleware(
    ReferenceData reference,
    NonceStore nonces,
    TimeProvider time,
    IOptions<YixunOptions> options
) : IFunctionsWorkerMiddleware, IDisposable
{
    private readonly ConcurrentDictionary<string, RateLimiter> _limiters = new(StringComparer.Ordinal);

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.GetHttpContext();
        if (
            http is not null
            && http.Request.Path.StartsWithSegments("/api/v1", StringComparison.OrdinalIgnoreCase)
        )
        {
            await CheckAsync(context, http);
        }

        await next(context);
    }

    public void Dispose()
    {
        foreach (var limiter in _limiters.Values)
        {
            limiter.Dispose();
        }
    }

    private async Task CheckAsync(FunctionContext context, HttpContext http)
    {
        var request = http.Request;
        var key = (string?)request.Headers[RequestSignature.KeyHeader];
        var timestamp = (string?)request.Headers[RequestSignature.TimestampHeader];
        var nonce = (string?)request.Headers[RequestSignature.NonceHeader];
        var signature = (string?)request.Headers[RequestSignature.SignatureHeader];
        if (key is null || timestamp is null || nonce is null || signature is null)
        {
            throw new ProblemException(ProblemCatalogue.KeyMissing);
        }

        var system = reference.FindSystem(key) ?? throw new ProblemException(ProblemCatalogue.KeyUnknown);
        if (!system.MayCallFrom(http.Connection.RemoteIpAddress))
        {
            throw new ProblemException(ProblemCatalogue.AddressNotAllowed);
        }

        if (
            !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs((double)seconds - time.GetUtcNow().ToUnixTimeSeconds())
                > RequestSignature.Tolerance.TotalSeconds
        )
        {
            throw new ProblemException(ProblemCatalogue.TimestampInvalid);
        }

        if (!RequestSignature.IsValidNonce(nonce))
        {
            throw new ProblemException(ProblemCatalogue.NonceInvalid);
        }

        var body = await RequestBody.ReadAsync(
            request,
            options.Value.MaximumBodyLength,
            context.CancellationToken
        );
        var expected = RequestSignature.Compute(
            system.Secret,
            request.Method,
            TargetOf(http),
            seconds,
            nonce,
            body
        );
        if (!RequestSignature.Matches(expected, signature))
        {
            throw new ProblemException(ProblemCatalogue.SignatureInvalid);
        }

        if (!system.Enabled)
        {
            throw new ProblemException(ProblemCatalogue.KeyDisabled);
        }

        // Only what it signed itself counts against a system.
        using var lease = Limiter(system).AttemptAcquire();
        if (!lease.IsAcquired)
        {
            throw new ProblemException(ProblemCatalogue.TooManyRequests);
        }

        var nonceHash = NonceStore.HashOf(key, nonce);
        if (!nonces.TryTake(nonceHash))
        {
            throw new ProblemException(ProblemCatalogue.NonceUsed);
        }

        new SystemCall(system, body, nonceHash).AttachTo(context);
    }

    /// <summary>Path and query exactly as sent.</summary>
    private static string TargetOf(HttpContext http)
    {
        var raw = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return raw is { Length: > 0 } && raw[0] == '/'
            ? raw
            : $"{http.Request.PathBase}{http.Request.Path}{http.Request.QueryString}";
    }

    private RateLimiter Limiter(ConnectedSystem system)
    {
        var rate = system.RequestsPerSecond > 0 ? system.RequestsPerSecond : options.Value.RequestsPerSecond;
        return _limiters.GetOrAdd(
            $"{system.Key}:{rate}",
            static (_, permits) =>
                new TokenBucketRateLimiter(
                    new TokenBucketRateLimiterOptions
                    {
                        TokenLimit = permits,
                        TokensPerPeriod = permits,
                        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                        QueueLimit = 0,
                        AutoReplenishment = true,
                    }
                ),
            rate
        );
    }
}
