using k8s.Models;
using Yixun.Manifests.Tests.Rendering;

namespace Yixun.Manifests.Tests.Rules;

/// <summary>Secrets are referred to, never held, and each that is referred to is described in secrets.example.env.</summary>
internal static class SecretRules
{
    private const string Example = "k8s/secrets.example.env";
    private static readonly string[] Words = ["password", "secret", "connectionstring", "rabbitmq", "redis"];

    /// <summary>Settings that the Secret yixun-secrets holds.</summary>
    public static IReadOnlyList<string> Settings { get; } =
    [
        .. Repository
            .Read(Example)
            .Split('\n')
            .Where(line => line.EndsWith('=') && !line.StartsWith('#'))
            .Select(line => line[..^1]),
    ];

    public static IEnumerable<string> Problems(ManifestSet set)
    {
        foreach (var secret in set.Of<V1Secret>())
        {
            yield return $"Secret {secret.Metadata.Name} is in the manifests";
        }

        foreach (var (container, entry) in Environment(set))
        {
            if (
                entry.Value is { Length: > 0 } value
                && !value.StartsWith('/')
                && value is not "files"
                && Array.Exists(Words, word => entry.Name.Contains(word, StringComparison.OrdinalIgnoreCase))
            )
            {
                yield return $"{container} holds the value of {entry.Name}";
            }
        }

        var example = Repository.Read(Example);
        foreach (var (name, key) in References(set).Distinct())
        {
            if (
                !example.Contains(name, StringComparison.Ordinal)
                || (key is not null && !example.Contains(key, StringComparison.Ordinal))
            )
            {
                yield return $"{Example} does not describe {name} {key}";
            }
        }
    }

    private static IEnumerable<(string Container, V1EnvVar Entry)> Environment(ManifestSet set) =>
        from pod in set.Pods
        from container in pod.Containers
        from entry in container.Env ?? []
        select ($"{pod}", entry);

    private static IEnumerable<(string Name, string? Key)> References(ManifestSet set)
    {
        foreach (var (_, entry) in Environment(set))
        {
            if (entry.ValueFrom?.SecretKeyRef is { } reference)
            {
                yield return (reference.Name, reference.Key);
            }
        }

        foreach (var pod in set.Pods)
        {
            foreach (var volume in (pod.Spec.Volumes ?? []).Where(volume => volume.Secret is not null))
            {
                yield return (volume.Secret.SecretName, null);
                foreach (
                    var mount in pod
                        .Containers.SelectMany(container => container.VolumeMounts ?? [])
                        .Where(mount => mount.Name == volume.Name && mount.SubPath is not null)
                )
                {
                    yield return (volume.Secret.SecretName, mount.SubPath);
                }
            }
        }

        foreach (var target in set.Of<TriggerAuthentication>().SelectMany(one => one.Spec.SecretTargetRef))
        {
            yield return (target.Name, target.Key);
        }

        foreach (var tls in set.Of<V1Ingress>().SelectMany(ingress => ingress.Spec.Tls))
        {
            yield return (tls.SecretName, null);
        }
    }
}
