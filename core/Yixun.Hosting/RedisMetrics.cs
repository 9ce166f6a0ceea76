using Microsoft.Extensions.Hosting;
using Prometheus;
using Yixun.Coordination.Redis;

namespace Yixun.Hosting;

/// <summary>Shows Redis as this process sees it, for <c>/metrics</c>.</summary>
internal sealed class RedisMetrics(RedisLink link, CollectorRegistry registry) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var factory = Metrics.WithCustomRegistry(registry);
        var up = factory.CreateGauge(
            "yixun_redis_up",
            "1 while this process shares by Redis, 0 while it is away."
        );
        var failures = factory.CreateCounter(
            "yixun_redis_failures_total",
            "How often Redis failed to answer this process."
        );
        registry.AddBeforeCollectCallback(() =>
        {
            up.Set(link.IsUp ? 1 : 0);
            failures.IncTo(link.Failures);
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
