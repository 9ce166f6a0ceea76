using k8s;
using k8s.Models;

namespace Yixun.Manifests.Tests.Rendering;

/// <summary>The objects of one layer, by type.</summary>
internal sealed class ManifestSet(IReadOnlyList<object> objects)
{
    private static readonly Dictionary<string, Type> CustomTypes = new()
    {
        ["keda.sh/v1alpha1/ScaledObject"] = typeof(ScaledObject),
        ["keda.sh/v1alpha1/TriggerAuthentication"] = typeof(TriggerAuthentication),
        ["monitoring.coreos.com/v1/ServiceMonitor"] = typeof(ServiceMonitor),
        ["monitoring.coreos.com/v1/PrometheusRule"] = typeof(PrometheusRule),
    };

    public IReadOnlyList<object> Objects { get; } = objects;

    /// <summary>Every pod template, with what makes pods of it.</summary>
    public IReadOnlyList<PodSource> Pods { get; } =
    [
        .. objects.OfType<V1Deployment>().Select(one => PodSource.Of(one)),
        .. objects.OfType<V1StatefulSet>().Select(one => PodSource.Of(one)),
        .. objects.OfType<V1Job>().Select(one => PodSource.Of(one)),
        .. objects.OfType<V1CronJob>().Select(one => PodSource.Of(one)),
    ];

    /// <exception cref="Exception">A field or a kind is unknown, or a value of another type.</exception>
    public static ManifestSet Load(string yaml) =>
        new(KubernetesYaml.LoadAllFromString(yaml, CustomTypes, strict: true));

    public IEnumerable<T> Of<T>() => Objects.OfType<T>();

    /// <summary>Data of a ConfigMap; empty when there is none of this name.</summary>
    public IDictionary<string, string> Data(string configMap) =>
        Of<V1ConfigMap>().FirstOrDefault(map => map.Metadata.Name == configMap)?.Data
        ?? new Dictionary<string, string>();
}
