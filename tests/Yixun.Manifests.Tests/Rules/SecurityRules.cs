using k8s.Models;
using Yixun.Manifests.Tests.Rendering;

namespace Yixun.Manifests.Tests.Rules;

/// <summary>Pods run as the restricted standard asks, and have nothing of the cluster's.</summary>
internal static class SecurityRules
{
    /// <summary>User of our images.</summary>
    private const long User = 1654;

    public static IEnumerable<string> Problems(ManifestSet set) => set.Pods.SelectMany(OfPod);

    private static IEnumerable<string> OfPod(PodSource pod)
    {
        if (pod.Spec.AutomountServiceAccountToken != false)
        {
            yield return $"{pod} holds a token of the cluster";
        }

        var security = pod.Spec.SecurityContext;
        if (security?.RunAsNonRoot != true || security.SeccompProfile?.Type != "RuntimeDefault")
        {
            yield return $"{pod} may run as root or without seccomp";
        }

        foreach (var container in pod.Containers)
        {
            var own = container.SecurityContext;
            if (own?.AllowPrivilegeEscalation != false || own.Capabilities?.Drop?.Contains("ALL") != true)
            {
                yield return $"{pod} {container.Name} keeps capabilities";
            }

            // SQL Server writes beside its data.
            if (own?.ReadOnlyRootFilesystem != true && pod.Name != "sqlserver")
            {
                yield return $"{pod} {container.Name} may write to its image";
            }

            if (PodSource.IsOwn(container) && (own?.RunAsUser ?? security?.RunAsUser) != User)
            {
                yield return $"{pod} {container.Name} is not user {User}";
            }

            if (
                container.Resources?.Limits?.ContainsKey("memory") != true
                || container.Resources.Requests?.ContainsKey("cpu") != true
                || !container.Resources.Requests.ContainsKey("memory")
            )
            {
                yield return $"{pod} {container.Name} asks for no resources or has no limit of memory";
            }
        }
    }
}
