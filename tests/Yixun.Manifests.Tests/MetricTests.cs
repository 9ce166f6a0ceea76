using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using k8s.Models;
using Xunit;
using Yixun.Manifests.Tests.Rendering;
using Yixun.Manifests.Tests.Rules;
using Yixun.Messaging;

namespace Yixun.Manifests.Tests;

/// <summary>Alerts and dashboard ask in PromQL for series that exist.</summary>
public sealed partial class MetricTests
{
    /// <summary>What others expose: the exporters that components/monitoring names.</summary>
    private static readonly HashSet<string> OfOthers =
    [
        // Prometheus itself
        "up",
        // rabbitmq_prometheus
        "rabbitmq_alarms_free_disk_space_watermark",
        "rabbitmq_alarms_memory_used_watermark",
        "rabbitmq_build_info",
        "rabbitmq_disk_space_available_bytes",
        "rabbitmq_process_resident_memory_bytes",
        "rabbitmq_queue_consumers",
        "rabbitmq_queue_messages_unacked",
        // postgres_exporter
        "pg_database_size_bytes",
        "pg_settings_max_connections",
        "pg_stat_activity_count",
        "pg_stat_archiver_last_archive_age",
        "pg_stat_database_deadlocks",
        "pg_stat_database_xact_commit",
        "pg_up",
        // prometheus-mssql-exporter
        "mssql_connections",
        "mssql_database_filesize",
        "mssql_deadlocks",
        "mssql_io_stall_total",
        "mssql_up",
        // kube-state-metrics
        "kube_cronjob_status_last_successful_time",
        "kube_horizontalpodautoscaler_spec_max_replicas",
        "kube_horizontalpodautoscaler_status_current_replicas",
        "kube_job_status_failed",
        "kube_job_status_succeeded",
        "kube_pod_container_status_restarts_total",
        "kube_pod_status_phase",
        "kube_pod_status_ready",
        // kubelet
        "container_cpu_usage_seconds_total",
        "container_memory_working_set_bytes",
        "kubelet_volume_stats_available_bytes",
        "kubelet_volume_stats_capacity_bytes",
    ];

    [Fact]
    public async Task EveryExpression_isPromQl_andAsksForSeriesThatExist()
    {
        var set = await Layers.LoadAsync(Layers.Production);
        var expressions = Alerts(set).Select(rule => rule.Expr).Concat(PanelsOf(set)).ToList();

        Assert.True(expressions.Count > 60, $"{expressions.Count} expressions");
        Assert.Empty(await ProblemsAsync(expressions));
    }

    [Theory]
    [InlineData("sum(rate(yixun_messages_accepted_total[5m])", "no PromQL")]
    [InlineData("yixun_messages_acepted_total > 0", "no metric yixun_messages_acepted_total")]
    [InlineData("yixun_queue_chunks_bucket", "no metric yixun_queue_chunks_bucket")]
    public async Task WrongExpression_isSeen(string expression, string problem) =>
        Assert.Contains(problem, Assert.Single(await ProblemsAsync([expression])), StringComparison.Ordinal);

    /// <summary>A dead-letter or delay queue has no consumer and must not alarm; a queue of the road must.</summary>
    [Fact]
    public async Task QueuesWithoutConsumer_areLookedForAmongThoseThatNeedOne()
    {
        var set = await Layers.LoadAsync(Layers.Production);
        var alert = Alerts(set).Single(rule => rule.Alert == "YixunQueueNotConsumed");
        var pattern = Assert.Single(QueuePatterns(alert.Expr));
        string[] queues =
        [
            .. QueueNames
                .All(["mobile"])
                .SelectMany(queue => new[] { queue, QueueNames.DeadLetterOf(queue) }),
            .. QueueNames.RetryDelays.Select(QueueNames.Retry),
        ];

        Assert.Equal(QueueNames.Fixed, queues.Where(queue => pattern.IsMatch(queue)));
    }

    [Fact]
    public async Task EveryPatternOfQueues_fitsAQueue()
    {
        var set = await Layers.LoadAsync(Layers.Production);
        var patterns = Alerts(set)
            .Select(rule => rule.Expr)
            .Concat(PanelsOf(set))
            .SelectMany(QueuePatterns)
            .ToList();

        Assert.True(patterns.Count >= 6, $"{patterns.Count} patterns");
        Assert.All(patterns, pattern => Assert.Contains(QueueNames.All(["mobile"]), pattern.IsMatch));
    }

    [Fact]
    public async Task EveryAlert_hasSeveritySummaryAndRunbook()
    {
        var set = await Layers.LoadAsync(Layers.Production);
        Assert.All(
            Alerts(set),
            rule =>
            {
                Assert.Contains(rule.Labels["severity"], new[] { "critical", "warning" });
                Assert.NotEmpty(rule.Annotations["summary"]);
                Assert.Equal(
                    $"docs/alerts.zh.md#{rule.Alert.ToLowerInvariant()}",
                    rule.Annotations["runbook"]
                );
            }
        );
    }

    internal static IEnumerable<AlertRule> Alerts(ManifestSet set) =>
        set.Of<PrometheusRule>().SelectMany(one => one.Spec.Groups).SelectMany(group => group.Rules);

    /// <summary>The matchers of the label queue, as Prometheus reads them: whole names.</summary>
    private static IEnumerable<Regex> QueuePatterns(string expression) =>
        QueueMatcher()
            .Matches(expression)
            .Select(match => match.Groups[1].Value.Replace(@"\\", @"\", StringComparison.Ordinal))
            .Select(pattern => new Regex($"^(?:{pattern})$"));

    [GeneratedRegex("queue=~\"([^\"]*)\"")]
    private static partial Regex QueueMatcher();

    private static IEnumerable<string> PanelsOf(ManifestSet set) =>
        from map in set.Of<V1ConfigMap>()
        where map.Metadata.Labels?.ContainsKey("grafana_dashboard") == true
        from file in map.Data.Values
        from panel in JsonNode.Parse(file)!["panels"]!.AsArray()
        from target in panel!["targets"]?.AsArray() ?? []
        select (string)target!["expr"]!;

    private static async Task<IReadOnlyList<string>> ProblemsAsync(IReadOnlyList<string> expressions)
    {
        var answer = JsonNode.Parse(
            await Schemas.NodeAsync("promql.mjs", JsonSerializer.Serialize(expressions))
        )!;
        var problems = new List<string>();
        foreach (var (expression, node) in expressions.Zip(answer.AsArray()))
        {
            if (node!["errors"]!.AsArray().Count > 0)
            {
                problems.Add($"no PromQL: {expression}");
                continue;
            }

            problems.AddRange(
                node["metrics"]!
                    .AsArray()
                    .Select(name => (string)name!)
                    .Where(name => !OfOthers.Contains(name) && !OwnMetrics.Has(name))
                    .Select(name => $"no metric {name}: {expression}")
            );
        }

        return problems;
    }
}
