using Xunit;
using Yixun.Manifests.Tests.Rendering;
using Yixun.Manifests.Tests.Rules;

namespace Yixun.Manifests.Tests;

/// <summary>Each rule tells of a manifest that breaks it: one place of a good layer is spoiled.</summary>
public sealed class SpoiledManifestTests
{
    [Theory]
    // The schemas.
    [InlineData(Layers.Production, "schema", "minReplicaCount: 2", "minReplicaCount: two")]
    [InlineData(Layers.Production, "schema", "kind: PodDisruptionBudget", "kind: PodDisruptionBudgets")]
    [InlineData(Layers.Production, "schema", "containerPort: 7072", "containerPort: none")]
    [InlineData(Layers.Production, "schema", "interval: 15s", "interval: 15")]
    // Unknown fields.
    [InlineData(Layers.Production, "fields", "failureThreshold: 120", "failureTreshold: 120")]
    [InlineData(Layers.Production, "fields", "pollingInterval: 10", "pollInterval: 10")]
    [InlineData(Layers.Production, "fields", "scrapeTimeout: 10s", "timeout: 10s")]
    // Functions.
    [InlineData(
        Layers.Production,
        "functions",
        "AzureFunctionsJobHost__functions__3: ApplyReceipts",
        "AzureFunctionsJobHost__functions__3: ApplyReceipt"
    )]
    [InlineData(
        Layers.Production,
        "functions",
        "AzureFunctionsJobHost__functions__4: DispatchCare",
        "AzureFunctionsJobHost__functions__4: Sweep"
    )]
    // Queues and KEDA.
    [InlineData(Layers.Production, "queues", "queueName: receipts", "queueName: receipt")]
    [InlineData(Layers.Production, "queues", "protocol: http", "protocol: amqp")]
    [InlineData(Layers.Production, "queues", "mode: QueueLength", "mode: MessageRate")]
    [InlineData(
        Layers.Production,
        "queues",
        "excludeUnacknowledged: \"false\"",
        "excludeUnacknowledged: \"true\""
    )]
    [InlineData(Layers.Production, "queues", "value: \"40\"", "value: few")]
    [InlineData(Layers.Production, "queues", "minReplicaCount: 2", "minReplicaCount: 0")]
    [InlineData(Layers.Production, "queues", "parameter: host", "parameter: hosts")]
    // Settings and secrets.
    [InlineData(Layers.SingleNode, "settings", "Yixun__Database__Provider:", "Yixun__Database__Provder:")]
    [InlineData(Layers.SingleNode, "settings", "Yixun__Runtime__ChunksAtOnce", "Yixun__Runtime__Chunks")]
    [InlineData(
        Layers.Production,
        "settings",
        "Yixun__Leases__Provider: Redis",
        "Yixun__Leases__Provider: Rediss"
    )]
    [InlineData(
        Layers.SingleNode,
        "settings",
        "configMapRef:\n            name: yixun-",
        "configMapRef:\n            name: other-"
    )]
    [InlineData(Layers.SingleNode, "secrets", "secretName: yixun-keys", "secretName: yixun-key-ring")]
    [InlineData(Layers.SingleNode, "secrets", "subPath: user.conf", "subPath: users.conf")]
    [InlineData(
        Layers.SingleNode,
        "secrets",
        "name: ASPNETCORE_URLS\n",
        "name: Yixun__Database__ConnectionString\n"
    )]
    // Images and pods.
    [InlineData(
        Layers.SingleNode,
        "images",
        "image: yixun/carrier-daemon:0.1.0",
        "image: yixun/carrier-daemon"
    )]
    [InlineData(Layers.SingleNode, "images", "image: yixun/tool:0.1.0", "image: yixun/tools:0.1.0")]
    [InlineData(Layers.SingleNode, "images", "image: yixun/functions:0.1.0", "image: yixun/functions:0.0.9")]
    [InlineData(Layers.SingleNode, "images", "image: rabbitmq:4.1.8", "image: rabbitmq:latest")]
    [InlineData(
        Layers.SingleNode,
        "security",
        "readOnlyRootFilesystem: true",
        "readOnlyRootFilesystem: false"
    )]
    [InlineData(Layers.SingleNode, "security", "runAsNonRoot: true", "runAsNonRoot: false")]
    [InlineData(
        Layers.SingleNode,
        "security",
        "automountServiceAccountToken: false",
        "automountServiceAccountToken: true"
    )]
    [InlineData(Layers.SingleNode, "security", "runAsUser: 1654", "runAsUser: 1000")]
    [InlineData(Layers.SingleNode, "security", "memory: 768Mi", "ephemeral-storage: 768Mi")]
    [InlineData(Layers.SingleNode, "probes", "path: /health/ready", "path: /health/readiness")]
    [InlineData(Layers.SingleNode, "probes", "path: /health/live", "path: /health/ready")]
    [InlineData(
        Layers.SingleNode,
        "probes",
        "terminationGracePeriodSeconds: 45",
        "terminationGracePeriodSeconds: 30"
    )]
    [InlineData(Layers.SingleNode, "ports", "targetPort: amqp", "targetPort: amqps")]
    [InlineData(Layers.SingleNode, "ports", "value: http://0.0.0.0:7071", "value: http://0.0.0.0:8080")]
    [InlineData(Layers.SingleNode, "ports", "serviceName: carrier-daemon", "serviceName: daemon")]
    [InlineData(Layers.Production, "ports", "path: /m\n", "path: /s\n")]
    [InlineData(Layers.Production, "ports", "path: /m\n", "path: /\n")]
    [InlineData(
        Layers.Production,
        "ports",
        "path: /metrics\n    port: http",
        "path: /metrics\n    port: web"
    )]
    // Availability.
    [InlineData(
        Layers.Production,
        "availability",
        "topologyKey: kubernetes.io/hostname",
        "topologyKey: kubernetes.io/os"
    )]
    [InlineData(
        Layers.Production,
        "availability",
        "Yixun__Leases__Provider: Redis",
        "Yixun__Leases__Provider: None"
    )]
    [InlineData(Layers.Production, "availability", "minReplicas: 2", "minReplicas: 1")]
    [InlineData(
        Layers.Production,
        "availability",
        "kind: Deployment\n    name: functions-http",
        "kind: Deployment\n    name: functions-timers"
    )]
    // What a backup leaves behind.
    [InlineData(
        Layers.SingleNode,
        "backup",
        "value: /backup/backup-status.json",
        "value: /backup/status.json"
    )]
    [InlineData(
        Layers.SingleNode,
        "backup",
        "claimName: backup\n          readOnly: true",
        "claimName: other\n          readOnly: true"
    )]
    [InlineData(
        Layers.SingleNode,
        "backup",
        "claimName: backup\n          readOnly: true",
        "claimName: backup"
    )]
    [InlineData(Layers.SingleNode, "backup", "$BACKUP/backup-status.json", "$BACKUP/backup.json")]
    // Network.
    [InlineData(Layers.SingleNode, "network", "- port: 1433", "- port: 1434")]
    [InlineData(Layers.SingleNode, "network", "  - Ingress\n  - Egress", "  - Ingress")]
    [InlineData(
        Layers.SingleNode,
        "network",
        "          - functions\n          - carrier-daemon\n          - tool\n          - backup\n",
        "          - functions\n          - tool\n          - backup\n"
    )]
    public async Task SpoiledManifest_isTold(string layer, string rule, string good, string bad)
    {
        var yaml = await Layers.RenderAsync(layer);
        Assert.True(yaml.Contains(good, StringComparison.Ordinal), $"{layer} has no '{good}' to spoil.");
        Assert.Empty(await ProblemsAsync(rule, yaml));

        var spoiled = yaml.Replace(good, bad, StringComparison.Ordinal);

        Assert.NotEmpty(await ProblemsAsync(rule, spoiled));
    }

    [Fact]
    public async Task SecretOfAManifest_isTold()
    {
        var yaml = await Layers.RenderAsync(Layers.SingleNode);
        const string secret = """

            ---
            apiVersion: v1
            kind: Secret
            metadata:
              name: yixun-secrets
            stringData:
              Redis: value
            """;

        Assert.NotEmpty(await ProblemsAsync("secrets", yaml + secret));
    }

    private static async Task<IReadOnlyList<string>> ProblemsAsync(string rule, string yaml)
    {
        switch (rule)
        {
            case "schema":
                return await Schemas.ProblemsAsync(yaml);
            case "fields":
                var fault = Record.Exception(() => ManifestSet.Load(yaml));
                return fault is null ? [] : [fault.Message];
            default:
                return [.. RuleBook.All[rule](ManifestSet.Load(yaml))];
        }
    }
}
