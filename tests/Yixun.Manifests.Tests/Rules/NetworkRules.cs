using k8s.Models;
using Yixun.Manifests.Tests.Rendering;

namespace Yixun.Manifests.Tests.Rules;

/// <summary>Nothing is open but what is needed, and what is needed is open. Policies are evaluated as Kubernetes does.</summary>
internal static class NetworkRules
{
    private static readonly Dictionary<string, string[]> Needs = new()
    {
        ["functions-http"] = ["database", "rabbitmq", "redis"],
        ["functions-queues"] = ["database", "rabbitmq", "redis"],
        ["functions-timers"] = ["database", "rabbitmq", "redis"],
        ["carrier-daemon"] = ["database", "rabbitmq", "redis"],
        ["init"] = ["database", "rabbitmq"],
        ["tool"] = ["database", "rabbitmq"],
        ["backup"] = ["database"],
        ["backup-log"] = ["database"],
    };

    private static readonly Dictionary<string, int> Ports = new()
    {
        ["sqlserver"] = 1433,
        ["postgresql"] = 5432,
        ["rabbitmq"] = 5672,
        ["redis"] = 6379,
    };

    public static IEnumerable<string> Problems(ManifestSet set)
    {
        var policies = set.Of<V1NetworkPolicy>().ToList();
        if (!policies.Exists(IsDefaultDeny))
        {
            yield return "no policy denies by default";
        }

        foreach (
            var policy in policies.Where(policy =>
                !IsDefaultDeny(policy) && !set.Pods.Any(pod => policy.Spec.PodSelector.Selects(pod.Labels))
            )
        )
        {
            yield return $"NetworkPolicy {policy.Metadata.Name} selects nothing";
        }

        foreach (var from in set.Pods)
        {
            foreach (var to in set.Pods)
            {
                if (!Ports.TryGetValue(to.Name, out var port))
                {
                    continue;
                }

                var needed = Needs
                    .GetValueOrDefault(from.Name, [])
                    .Contains(to.Name is "sqlserver" or "postgresql" ? "database" : to.Name);
                var open = Leaves(policies, from, to, port) && Enters(policies, from, to, port);
                if (needed != open)
                {
                    yield return $"{from} {(open ? "reaches" : "does not reach")} {to} at {port}";
                }
            }
        }

        foreach (var (process, needs) in Needs)
        {
            foreach (var pod in set.Pods.Where(pod => pod.Name == process))
            {
                foreach (var need in needs.Where(need => !IsInCluster(set, need)))
                {
                    if (
                        !policies.Exists(policy =>
                            policy.Metadata.Name == $"to-{need}"
                            && policy.Spec.PodSelector.Selects(pod.Labels)
                        )
                    )
                    {
                        // Layers below a site's own name no database, broker or Redis at all.
                        if (
                            policies.Exists(policy =>
                                policy.Metadata.Name.StartsWith("to-", StringComparison.Ordinal)
                            )
                        )
                        {
                            yield return $"{pod} has no way out to {need}";
                        }
                    }
                }
            }
        }

        foreach (
            var open in policies.Where(policy =>
                (policy.Spec.Ingress ?? []).Any(rule => rule.FromProperty is not { Count: > 0 })
                || (policy.Spec.Egress ?? []).Any(rule => rule.To is not { Count: > 0 })
            )
        )
        {
            yield return $"NetworkPolicy {open.Metadata.Name} is open to everybody";
        }
    }

    /// <summary>Addresses that a site has to replace.</summary>
    public static IEnumerable<string> Placeholders(ManifestSet set) =>
        from policy in set.Of<V1NetworkPolicy>()
        from peer in (policy.Spec.Egress ?? [])
            .SelectMany(rule => rule.To)
            .Concat((policy.Spec.Ingress ?? []).SelectMany(rule => rule.FromProperty))
        where peer.IpBlock?.Cidr.StartsWith("192.0.2.", StringComparison.Ordinal) == true
        select $"NetworkPolicy {policy.Metadata.Name} names nobody's address";

    private static bool IsInCluster(ManifestSet set, string need) =>
        set.Pods.Any(pod => need == "database" ? pod.Name is "sqlserver" or "postgresql" : pod.Name == need);

    private static bool IsDefaultDeny(V1NetworkPolicy policy) =>
        policy.Spec.PodSelector is { MatchLabels: not { Count: > 0 }, MatchExpressions: not { Count: > 0 } }
        && policy.Spec.PolicyTypes is ["Ingress", "Egress"]
        && policy.Spec.Ingress is not { Count: > 0 }
        && policy.Spec.Egress is not { Count: > 0 };

    private static bool Leaves(List<V1NetworkPolicy> policies, PodSource from, PodSource to, int port) =>
        policies
            .Where(policy => policy.Spec.PodSelector.Selects(from.Labels))
            .SelectMany(policy => policy.Spec.Egress ?? [])
            .Any(rule => IsPeer(rule.To, to) && HasPort(rule.Ports, to, port));

    private static bool Enters(List<V1NetworkPolicy> policies, PodSource from, PodSource to, int port) =>
        policies
            .Where(policy => policy.Spec.PodSelector.Selects(to.Labels))
            .SelectMany(policy => policy.Spec.Ingress ?? [])
            .Any(rule => IsPeer(rule.FromProperty, from) && HasPort(rule.Ports, to, port));

    private static bool IsPeer(IList<V1NetworkPolicyPeer> peers, PodSource pod) =>
        peers.Any(peer =>
            peer is { NamespaceSelector: null, PodSelector: { } selector } && selector.Selects(pod.Labels)
        );

    private static bool HasPort(IList<V1NetworkPolicyPort>? ports, PodSource to, int port) =>
        ports is not { Count: > 0 } || ports.Any(one => to.PortOf(one.Port.Value) == port);
}
