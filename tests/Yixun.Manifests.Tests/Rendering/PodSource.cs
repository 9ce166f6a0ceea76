using k8s.Models;

namespace Yixun.Manifests.Tests.Rendering;

/// <summary>A pod template.</summary>
/// <param name="Kind">Of its owner.</param>
/// <param name="Name">Of its owner.</param>
/// <param name="Replicas">Null: not said.</param>
internal sealed record PodSource(string Kind, string Name, int? Replicas, V1PodTemplateSpec Template)
{
    /// <summary>Ours: images that this repository builds.</summary>
    public const string OwnImages = "yixun/";

    public V1PodSpec Spec => Template.Spec;

    public IDictionary<string, string> Labels => Template.Metadata.Labels;

    public IEnumerable<V1Container> Containers => [.. Spec.InitContainers ?? [], .. Spec.Containers];

    /// <summary>Whether it answers requests or consumes all the time.</summary>
    public bool Serves => Kind is "Deployment" or "StatefulSet" && Name != "tool";

    public override string ToString() => $"{Kind} {Name}";

    public static bool IsOwn(V1Container container) =>
        container.Image.Contains(OwnImages, StringComparison.Ordinal);

    public static PodSource Of(V1Deployment one) =>
        new(one.Kind, one.Metadata.Name, one.Spec.Replicas, one.Spec.Template);

    public static PodSource Of(V1StatefulSet one) =>
        new(one.Kind, one.Metadata.Name, one.Spec.Replicas, one.Spec.Template);

    public static PodSource Of(V1Job one) => new(one.Kind, one.Metadata.Name, null, one.Spec.Template);

    public static PodSource Of(V1CronJob one) =>
        new(one.Kind, one.Metadata.Name, null, one.Spec.JobTemplate.Spec.Template);
}
