using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Yixun.Coordination;
using Yixun.Core.Messages;
using Yixun.Functions.Http;
using Yixun.Functions.Reference;
using Yixun.Messaging;
using Yixun.Messaging.Transport;

namespace Yixun.Functions.Health;

/// <summary>What the orchestrator and the monitoring ask.</summary>
public sealed class HealthFunctions(
    IEnumerable<IReadinessCheck> checks,
    IQueueTopology topology,
    RoadMetrics metrics,
    QueueMeasureTurn turn,
    DeadLetterReader deadLetters,
    TimeProvider time,
    ReferenceData reference,
    ISharing sharing
)
{
    private static readonly Dictionary<string, long> NoDeadLetters = [];

    [Function("Live")]
    public IResult Live(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/live")] HttpRequest request
    ) => ApiResult.Ok(new { status = "live", time = time.GetUtcNow() });

    /// <summary>
    /// 200 when every check passes, else 503 with what fails. Without Redis the process serves as before, so its absence is
    /// only told.
    /// </summary>
    [Function("Ready")]
    public async Task<IResult> Ready(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health/ready")] HttpRequest request,
        FunctionContext context
    )
    {
        var results = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var ready = true;
        foreach (var check in checks)
        {
            var problem = await check.CheckAsync(context.CancellationToken);
            ready &= problem is null;
            results[check.Name] = problem ?? "ok";
        }

        if (sharing.IsConfigured)
        {
            results["redis"] = sharing.Trouble is { } trouble ? $"degraded: {trouble}" : "ok";
        }

        return ApiResult.Json(
            new { status = ready ? "ready" : "not ready", checks = results },
            ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }

    /// <summary>Prometheus text format.</summary>
    [Function("Metrics")]
    public async Task<IResult> Metrics(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "metrics")] HttpRequest request,
        FunctionContext context
    )
    {
        if (turn.TryTake())
        {
            await MeasureQueuesAsync(context.CancellationToken);
        }

        foreach (var channel in reference.Routes.Channels)
        {
            metrics.ChannelShare.WithLabels(channel.Id).Set(channel.HealthShare);
        }

        using var text = new MemoryStream();
        await metrics.Registry.CollectAndExportAsTextAsync(text, context.CancellationToken);
        return Results.Bytes(text.ToArray(), "text/plain; version=0.0.4; charset=utf-8");
    }

    private async Task MeasureQueuesAsync(CancellationToken cancellationToken)
    {
        foreach (var queue in QueueNames.All(reference.Routes.Channels.Select(channel => channel.Id)))
        {
            try
            {
                if (await topology.GetStatusAsync(queue, cancellationToken) is { } status)
                {
                    metrics.QueueDepth.WithLabels(queue).Set(status.Depth);
                }
            }
            catch (QueueUnavailableException)
            {
                metrics.QueueDepth.WithLabels(queue).Set(double.NaN);
            }
        }

        foreach (var (queue, chunks) in await deadLetters.ReadAsync(cancellationToken) ?? NoDeadLetters)
        {
            metrics.DeadLetters.WithLabels(queue).Set(chunks);
        }
    }
}
