using k8s;
using k8s.Models;

namespace Yixun.Manifests.Tests.Rendering;

// The fields of custom resources that the manifests use. Loaded strictly, they show every field that is misspelt; the
// schemas of KEDA and of the Prometheus operator say the rest (tests/Manifests/validate.mjs).

internal abstract class CustomResource : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "";
    public string Kind { get; set; } = "";
    public V1ObjectMeta Metadata { get; set; } = new();
}

internal sealed class TriggerAuthentication : CustomResource
{
    public required TriggerAuthenticationSpec Spec { get; set; }
}

internal sealed class TriggerAuthenticationSpec
{
    public List<SecretTarget> SecretTargetRef { get; set; } = [];
}

internal sealed class SecretTarget
{
    public string Parameter { get; set; } = "";
    public string Name { get; set; } = "";
    public string Key { get; set; } = "";
}

internal sealed class ScaledObject : CustomResource
{
    public required ScaledObjectSpec Spec { get; set; }
}

internal sealed class ScaledObjectSpec
{
    public NamedReference ScaleTargetRef { get; set; } = new();
    public int MinReplicaCount { get; set; }
    public int MaxReplicaCount { get; set; }
    public int PollingInterval { get; set; }
    public ScaleFallback? Fallback { get; set; }
    public ScaleAdvanced? Advanced { get; set; }
    public List<ScaleTrigger> Triggers { get; set; } = [];
}

internal sealed class NamedReference
{
    public string Name { get; set; } = "";
}

internal sealed class ScaleFallback
{
    public int FailureThreshold { get; set; }
    public int Replicas { get; set; }
}

internal sealed class ScaleAdvanced
{
    public ScaleAutoscaler? HorizontalPodAutoscalerConfig { get; set; }
}

internal sealed class ScaleAutoscaler
{
    public V2HorizontalPodAutoscalerBehavior? Behavior { get; set; }
}

internal sealed class ScaleTrigger
{
    public string Type { get; set; } = "";
    public Dictionary<string, string> Metadata { get; set; } = [];
    public NamedReference? AuthenticationRef { get; set; }
}

internal sealed class ServiceMonitor : CustomResource
{
    public required ServiceMonitorSpec Spec { get; set; }
}

internal sealed class ServiceMonitorSpec
{
    public V1LabelSelector Selector { get; set; } = new();
    public List<MonitorEndpoint> Endpoints { get; set; } = [];
}

internal sealed class MonitorEndpoint
{
    public string Port { get; set; } = "";
    public string Path { get; set; } = "";
    public string Interval { get; set; } = "";
    public string ScrapeTimeout { get; set; } = "";
}

internal sealed class PrometheusRule : CustomResource
{
    public required PrometheusRuleSpec Spec { get; set; }
}

internal sealed class PrometheusRuleSpec
{
    public List<RuleGroup> Groups { get; set; } = [];
}

internal sealed class RuleGroup
{
    public string Name { get; set; } = "";
    public List<AlertRule> Rules { get; set; } = [];
}

internal sealed class AlertRule
{
    public string Alert { get; set; } = "";
    public string Expr { get; set; } = "";
    public string? For { get; set; }
    public Dictionary<string, string> Labels { get; set; } = [];
    public Dictionary<string, string> Annotations { get; set; } = [];
}
