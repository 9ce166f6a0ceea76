using k8s.Models;
using Yixun.Manifests.Tests.Rendering;

namespace Yixun.Manifests.Tests.Rules;

/// <summary>A node may be lost or drained without the platform going with it.</summary>
internal static class AvailabilityRules
{
    public static IEnumerable<string> Problems(ManifestSet set)
    {
        foreach (var pod in set.Pods.Where(pod => pod.Serves && PodSource.IsOwn(pod.Spec.Containers[0])))
        {
            if (!set.Of<V1PodDisruptionBudget>().Any(budget => budget.Spec.Selector.Selects(pod.Labels)))
            {
                yield return $"{pod} has no PodDisruptionBudget";
            }

            var apart = pod.Spec.Affinity?.PodAntiAffinity;
            var terms = (apart?.RequiredDuringSchedulingIgnoredDuringExecution ?? []).Concat(
                apart?.PreferredDuringSchedulingIgnoredDuringExecution?.Select(one => one.PodAffinityTerm)
                    ?? []
            );
            if (
                !terms.Any(term =>
                    term.TopologyKey == "kubernetes.io/hostname" && term.LabelSelector.Selects(pod.Labels)
                )
            )
            {
                yield return $"{pod}: its replicas may share a node";
            }
        }

        foreach (
            var budget in set.Of<V1PodDisruptionBudget>()
                .Where(budget => !set.Pods.Any(pod => budget.Spec.Selector.Selects(pod.Labels)))
        )
        {
            yield return $"PodDisruptionBudget {budget.Metadata.Name} selects nothing";
        }

        foreach (var scaler in set.Of<V2HorizontalPodAutoscaler>())
        {
            var target = scaler.Spec.ScaleTargetRef.Name;
            var deployment = set.Of<V1Deployment>().FirstOrDefault(one => one.Metadata.Name == target);
            if (deployment is null || deployment.Spec.Replicas is not null)
            {
                yield return $"{target} does not exist, or names replicas that undo the autoscaler's work";
            }

            if (scaler.Spec.MinReplicas < 2)
            {
                yield return $"{target} may come down to one";
            }
        }

        var daemons = set.Of<V1StatefulSet>()
            .Single(one => one.Metadata.Name == "carrier-daemon")
            .Spec.Replicas;
        var settings = set.Of<V1ConfigMap>()
            .Single(map => map.Metadata.Name.StartsWith("yixun-settings", StringComparison.Ordinal))
            .Data;
        if (daemons > 1 && settings["Yixun__Leases__Provider"] is "" or "None")
        {
            yield return "several daemons without Yixun:Leases would exceed the carriers' connections";
        }
    }

    /// <summary>What is asked of production besides.</summary>
    public static IEnumerable<string> ProductionProblems(ManifestSet set)
    {
        foreach (var pod in set.Pods.Where(pod => pod.Serves && PodSource.IsOwn(pod.Spec.Containers[0])))
        {
            var least =
                set.Of<V2HorizontalPodAutoscaler>()
                    .FirstOrDefault(one => one.Spec.ScaleTargetRef.Name == pod.Name)
                    ?.Spec.MinReplicas
                ?? set.Of<ScaledObject>()
                    .FirstOrDefault(one => one.Spec.ScaleTargetRef.Name == pod.Name)
                    ?.Spec.MinReplicaCount
                ?? pod.Replicas;
            if (least is null or < 2)
            {
                yield return $"{pod} runs once";
            }
        }
    }
}
