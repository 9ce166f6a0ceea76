using System.Globalization;
using System.Text.RegularExpressions;
using k8s.Models;
using Yixun.Manifests.Tests.Rendering;

namespace Yixun.Manifests.Tests.Rules;

/// <summary>Processes of ours are asked at addresses that they have, and are given the time to stop that they take.</summary>
internal static partial class ProbeRules
{
    private static readonly int StopSeconds = int.Parse(
        StopTime().Match(Repository.Read("core/Yixun.Hosting/PlatformParts.cs")).Groups[1].Value,
        CultureInfo.InvariantCulture
    );

    private static readonly string[] DaemonPaths =
    [
        .. MapGet()
            .Matches(Repository.Read("carrier-daemon/Yixun.CarrierDaemon.Host/DaemonHealth.cs"))
            .Select(match => match.Groups[1].Value),
    ];

    public static IEnumerable<string> Problems(ManifestSet set) =>
        set.Pods.Where(pod => pod.Serves && PodSource.IsOwn(pod.Spec.Containers[0])).SelectMany(OfPod);

    private static IEnumerable<string> OfPod(PodSource pod)
    {
        var container = pod.Spec.Containers.Single();
        var paths =
            pod.Name == "carrier-daemon"
                ? DaemonPaths
                : AppFunctions.All.Select(function => "/" + function.Route).ToArray();
        foreach (
            var (name, probe) in new[]
            {
                ("startup", container.StartupProbe),
                ("liveness", container.LivenessProbe),
                ("readiness", container.ReadinessProbe),
            }
        )
        {
            if (probe?.HttpGet is not { } get || !paths.Contains(get.Path))
            {
                yield return $"{pod}: the {name} probe asks at no address of it";
            }
        }

        if (container.LivenessProbe?.HttpGet?.Path != "/health/live")
        {
            yield return $"{pod}: would be killed for what others lack";
        }

        // Consumers: for HTTP before it serves at all, for the others as long as they run.
        var consumers = pod.Name == "functions-http" ? container.StartupProbe : container.ReadinessProbe;
        if (consumers?.HttpGet?.Path != "/health/ready")
        {
            yield return $"{pod}: no probe asks for consumers";
        }

        var before = container.Lifecycle?.PreStop?.Sleep?.Seconds ?? 0;
        if (pod.Spec.TerminationGracePeriodSeconds is not { } grace || grace < StopSeconds + before + 3)
        {
            yield return $"{pod}: killed before its {StopSeconds} s to stop are over";
        }
    }

    [GeneratedRegex("StopTime = TimeSpan\\.FromSeconds\\((\\d+)\\)")]
    private static partial Regex StopTime();

    [GeneratedRegex("MapGet\\(\\s*\"([^\"]+)\"")]
    private static partial Regex MapGet();
}
