using Prometheus;
using Yixun.CarrierDaemon.Hosting;
using Yixun.Coordination;
using Yixun.Messaging;
using Yixun.Messaging.Transport;

namespace Yixun.CarrierDaemon.Host;

/// <summary>What the orchestrator and the monitoring ask of the daemon.</summary>
internal static class DaemonHealth
{
    /// <summary>How old the last look at the channels may be.</summary>
    private static readonly TimeSpan LookAge = TimeSpan.FromSeconds(30);

    public static void MapDaemonHealth(this WebApplication app)
    {
        app.MapGet(
            "/health/live",
            (TimeProvider time) => Results.Json(new { status = "live", time = time.GetUtcNow() })
        );
        app.MapGet("/health/ready", ReadyAsync);
        app.MapGet("/metrics", MetricsAsync);
    }

    /// <summary>
    /// 200 when the daemon follows the channels and reaches the broker. Connections don't count: gateways may be away, and
    /// a replica may stand by without one. They are told for whoever looks.
    /// </summary>
    private static async Task<IResult> ReadyAsync(
        CarrierDaemonService daemon,
        IQueueTopology topology,
        ISharing sharing,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var follows =
            daemon.FollowedAt is { } at && time.GetUtcNow() - at < LookAge
                ? null
                : "the channels can't be read from the database";
        var broker = await BrokerAsync(topology, cancellationToken);
        return Results.Json(
            new
            {
                status = follows is null && broker is null ? "ready" : "not ready",
                checks = new
                {
                    channels = follows ?? "ok",
                    broker = broker ?? "ok",
                    // The daemon works without it: it is only told.
                    redis = !sharing.IsConfigured ? "not set"
                    : sharing.Trouble is { } trouble ? $"degraded: {trouble}"
                    : "ok",
                },
                channels = daemon.Channels.Select(channel => new
                {
                    id = channel.Settings.Id,
                    connections = channel.Bound,
                    inFlight = channel.InFlight,
                    waiting = channel.Waiting,
                }),
            },
            statusCode: follows is null && broker is null
                ? StatusCodes.Status200OK
                : StatusCodes.Status503ServiceUnavailable
        );
    }

    private static async Task<string?> BrokerAsync(
        IQueueTopology topology,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await topology.GetStatusAsync(QueueNames.Receipts, cancellationToken) is null
                ? $"queue {QueueNames.Receipts} does not exist"
                : null;
        }
        catch (QueueUnavailableException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Prometheus text format.</summary>
    private static async Task<IResult> MetricsAsync(
        CollectorRegistry registry,
        CancellationToken cancellationToken
    )
    {
        using var text = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(text, cancellationToken);
        return Results.Bytes(text.ToArray(), "text/plain; version=0.0.4; charset=utf-8");
    }
}
