using k8s.Models;
using Yixun.Manifests.Tests.Rendering;

namespace Yixun.Manifests.Tests.Rules;

/// <summary>Label selectors as Kubernetes reads them, and ports by name or number.</summary>
internal static class Selection
{
    public static bool Selects(this V1LabelSelector selector, IDictionary<string, string> labels) =>
        (selector.MatchLabels ?? new Dictionary<string, string>()).All(pair =>
            labels.TryGetValue(pair.Key, out var value) && value == pair.Value
        )
        && (selector.MatchExpressions ?? []).All(expression =>
            expression.OperatorProperty switch
            {
                "In" => labels.TryGetValue(expression.Key, out var value)
                    && expression.Values.Contains(value),
                "Exists" => labels.ContainsKey(expression.Key),
                _ => throw new NotSupportedException(expression.OperatorProperty),
            }
        );

    public static bool Selects(this V1Service service, IDictionary<string, string> labels) =>
        service.Spec.Selector is { Count: > 0 } selector
        && selector.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

    /// <returns>The number of a port of the pod; null when the pod has none of that name.</returns>
    public static int? PortOf(this PodSource pod, string port) =>
        int.TryParse(port, out var number)
            ? number
            : pod
                .Containers.SelectMany(container => container.Ports ?? [])
                .FirstOrDefault(one => one.Name == port)
                ?.ContainerPort;
}
