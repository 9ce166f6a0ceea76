using k8s.Models;
using Yixun.Manifests.Tests.Rendering;

namespace Yixun.Manifests.Tests.Rules;

/// <summary>Whatever names a port names one that a process listens on, and every selector selects something.</summary>
internal static class PortRules
{
    /// <summary>Where the code names the port that a process has when nobody says another.</summary>
    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["functions"] = "functions/Yixun.Functions.Runtime/Hosting/HostSettings.cs",
        ["carrier-daemon"] = "carrier-daemon/Yixun.CarrierDaemon.Host/Program.cs",
    };

    public static IEnumerable<string> Problems(ManifestSet set) =>
        Processes(set).Concat(Services(set)).Concat(Monitors(set)).Concat(Ingresses(set));

    private static IEnumerable<string> Processes(ManifestSet set)
    {
        foreach (var pod in set.Pods.Where(pod => pod.Serves))
        {
            foreach (var container in pod.Containers)
            {
                foreach (
                    var probe in new[]
                    {
                        container.StartupProbe,
                        container.LivenessProbe,
                        container.ReadinessProbe,
                    }
                )
                {
                    if (
                        (probe?.HttpGet?.Port ?? probe?.TcpSocket?.Port)?.Value is { } port
                        && pod.PortOf(port) is null
                    )
                    {
                        yield return $"{pod}: a probe asks at port {port}, which it has not";
                    }
                }

                var url = container.Env?.FirstOrDefault(entry => entry.Name == "ASPNETCORE_URLS")?.Value;
                if (PodSource.IsOwn(container) && (url is null || new Uri(url).Port != pod.PortOf("http")))
                {
                    yield return $"{pod}: ASPNETCORE_URLS and the port http differ";
                }

                if (
                    Defaults.TryGetValue(
                        pod.Labels["app.kubernetes.io/name"].Split('-')[0] == "functions"
                            ? "functions"
                            : pod.Name,
                        out var file
                    ) && !Repository.Read(file).Contains($":{pod.PortOf("http")}", StringComparison.Ordinal)
                )
                {
                    yield return $"{pod}: {pod.PortOf("http")} is not the port of the code";
                }
            }
        }
    }

    private static IEnumerable<string> Services(ManifestSet set)
    {
        foreach (var service in set.Of<V1Service>())
        {
            var pods = set.Pods.Where(pod => service.Selects(pod.Labels)).ToList();
            if (pods.Count == 0)
            {
                yield return $"Service {service.Metadata.Name} selects nothing";
            }

            foreach (var port in service.Spec.Ports)
            {
                foreach (var pod in pods.Where(pod => pod.PortOf(port.TargetPort.Value) is null))
                {
                    yield return $"Service {service.Metadata.Name}: {pod} has no port {port.TargetPort.Value}";
                }
            }
        }

        foreach (var owner in set.Of<V1StatefulSet>())
        {
            if (set.Of<V1Service>().All(service => service.Metadata.Name != owner.Spec.ServiceName))
            {
                yield return $"StatefulSet {owner.Metadata.Name} has no Service {owner.Spec.ServiceName}";
            }
        }
    }

    private static IEnumerable<string> Monitors(ManifestSet set)
    {
        // A site's own broker is scraped by its own monitor: without one here, that of RabbitMQ finds none.
        foreach (var monitor in set.Of<ServiceMonitor>().Where(one => one.Metadata.Name != "rabbitmq"))
        {
            var services = set.Of<V1Service>()
                .Where(service =>
                    monitor.Spec.Selector.Selects(service.Metadata.Labels ?? new Dictionary<string, string>())
                )
                .ToList();
            if (services.Count == 0)
            {
                yield return $"ServiceMonitor {monitor.Metadata.Name} selects nothing";
            }

            foreach (var endpoint in monitor.Spec.Endpoints)
            {
                if (services.Exists(service => service.Spec.Ports.All(port => port.Name != endpoint.Port)))
                {
                    yield return $"ServiceMonitor {monitor.Metadata.Name}: no port {endpoint.Port}";
                }

                if (endpoint.Path != "/metrics")
                {
                    yield return $"ServiceMonitor {monitor.Metadata.Name}: {endpoint.Path} is no address of it";
                }
            }
        }
    }

    private static IEnumerable<string> Ingresses(ManifestSet set)
    {
        foreach (
            var path in set.Of<V1Ingress>()
                .SelectMany(ingress => ingress.Spec.Rules)
                .SelectMany(rule => rule.Http.Paths)
        )
        {
            var backend = path.Backend.Service;
            if (
                !set.Of<V1Service>()
                    .Any(service =>
                        service.Metadata.Name == backend.Name
                        && service.Spec.Ports.Any(port => port.Name == backend.Port.Name)
                    )
            )
            {
                yield return $"Ingress {path.Path} leads nowhere";
            }

            var routes = AppFunctions
                .All.Where(function => function.Route is not null)
                .Select(function => "/" + function.Route)
                .ToList();
            if (!routes.Exists(route => route.StartsWith(path.Path + "/", StringComparison.Ordinal)))
            {
                yield return $"Ingress {path.Path}: no function answers there";
            }

            if (
                routes.Exists(route =>
                    (route.StartsWith("/health", StringComparison.Ordinal) || route == "/metrics")
                    && (route + "/").StartsWith(path.Path.TrimEnd('/') + "/", StringComparison.Ordinal)
                )
            )
            {
                yield return $"Ingress {path.Path} shows health or metrics to everybody";
            }
        }
    }
}
