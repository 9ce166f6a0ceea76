using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Yixun.Core.Problems;
using Yixun.Functions.Hosting;

namespace Yixun.Functions.Mms;

/// <summary>Bounds what one address asks of links, so that nobody tries tokens.</summary>
public sealed class MmsPageLimiter(IOptions<YixunOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<
        IPAddress,
        IPAddress
    >(address =>
        RateLimitPartition.GetTokenBucketLimiter(
            address,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.Value.Mms.PageRequestsPerMinute,
                TokensPerPeriod = Math.Max(1, options.Value.Mms.PageRequestsPerMinute / 60),
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = 0,
            }
        )
    );

    /// <exception cref="ProblemException">too_many_requests.</exception>
    public void Take(HttpRequest request)
    {
        using var lease = _limiter.AttemptAcquire(
            request.HttpContext.Connection.RemoteIpAddress ?? IPAddress.None
        );
        if (!lease.IsAcquired)
        {
            throw new ProblemException(ProblemCatalogue.TooManyRequests);
        }
    }

    public void Dispose() => _limiter.Dispose();
}
