using k8s.Models;
using Yixun.Manifests.Tests.Rendering;

namespace Yixun.Manifests.Tests.Rules;

/// <summary>What a backup leaves behind reaches whoever asks for the platform's status.</summary>
internal static class BackupRules
{
    private const string Setting = "Yixun__Backup__StatusFile";

    private const string Record = "backup-status.json";

    public static IEnumerable<string> Problems(ManifestSet set)
    {
        if (set.Pods.SingleOrDefault(pod => pod is { Kind: "CronJob", Name: "backup" }) is not { } backup)
        {
            yield break;
        }

        var container = backup.Spec.Containers.Single();
        var folder = container.Env.SingleOrDefault(entry => entry.Name == "BACKUP")?.Value;
        var written = MountOf(container, folder);
        if (written is null || written.ReadOnlyProperty == true)
        {
            yield return $"{backup} has no volume to write at {folder}";
        }

        var script = Path.GetFileName(container.Command[^1]);
        if (
            !set.Of<V1ConfigMap>()
                .SelectMany(map => map.Data ?? new Dictionary<string, string>())
                .Any(entry =>
                    entry.Key == script && entry.Value.Contains($"$BACKUP/{Record}", StringComparison.Ordinal)
                )
        )
        {
            yield return $"{script} of {backup} leaves no {Record}";
        }

        var tool = set.Pods.Single(pod => pod is { Kind: "Deployment", Name: "tool" });
        var main = tool.Spec.Containers.Single();
        var file = main.Env?.SingleOrDefault(entry => entry.Name == Setting)?.Value;
        var read = file is null ? null : MountOf(main, Path.GetDirectoryName(file));
        if (Path.GetFileName(file) != Record || read is null)
        {
            yield return $"{tool} does not read {Record}";
        }
        else if (written is not null && ClaimOf(tool, read)?.ClaimName != ClaimOf(backup, written)?.ClaimName)
        {
            yield return $"{tool} reads another volume than {backup} writes";
        }
        else if (ClaimOf(tool, read)?.ReadOnlyProperty != true)
        {
            yield return $"{tool} would take the backups for its own group";
        }
    }

    private static V1VolumeMount? MountOf(V1Container container, string? path) =>
        container.VolumeMounts?.SingleOrDefault(mount => mount.MountPath == path);

    private static V1PersistentVolumeClaimVolumeSource? ClaimOf(PodSource pod, V1VolumeMount mount) =>
        pod.Spec.Volumes.Single(volume => volume.Name == mount.Name).PersistentVolumeClaim;
}
