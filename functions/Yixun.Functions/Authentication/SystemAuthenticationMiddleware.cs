using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Options;
using Yixun.Coordination;
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
    IRequestGate gate,
    TimeProvider time,
    IOptions<YixunOptions> options
) : IFunctionsWorkerMiddleware
{
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
        var nonceHash = NonceHash.Of(key, nonce);
        var rate = system.RequestsPerSecond > 0 ? system.RequestsPerSecond : options.Value.RequestsPerSecond;
        switch (
            await gate.EnterAsync(new GateRequest(system.Key, rate, nonceHash), context.CancellationToken)
        )
        {
            case GateVerdict.TooMany:
                throw new ProblemException(ProblemCatalogue.TooManyRequests);
            case GateVerdict.Replayed:
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
}
