using System.Text.Json.Nodes;

namespace Yixun.Containers;

/// <summary>
/// How containers run, as the engine tells it: as nobody, on a file system that can't be written, without capabilities, without
/// passwords in sight. <see cref="Confinement"/> asks the kernel.
/// </summary>
internal static class Hardening
{
    private const string Nobody = "1654:1654";

    /// <summary>Published to the host: the API, and the page of the simulated carriers.</summary>
    private static readonly string[] Published = ["functions", "carriers"];

    private static readonly string[] Labels = ["title", "description", "vendor", "licenses", "version"];

    /// <summary>Whether a container is of one of the platform's own images.</summary>
    public static bool IsOurs(JsonNode container) =>
        ((string)container["Config"]!["Image"]!).Contains("yixun/", StringComparison.Ordinal);

    public static string ServiceOf(JsonNode container) =>
        (string)container["Config"]!["Labels"]!["com.docker.compose.service"]!;

    /// <summary>Says what is not as it should be, a line each.</summary>
    /// <param name="containers">From docker inspect.</param>
    /// <param name="secrets">Words that must stand nowhere in what the engine shows.</param>
    public static IEnumerable<string> Faults(JsonArray containers, IReadOnlyList<string> secrets) =>
        containers.SelectMany(container =>
            Faults(container!, secrets).Select(fault => $"{ServiceOf(container!)}: {fault}")
        );

    private static IEnumerable<string> Faults(JsonNode container, IReadOnlyList<string> secrets)
    {
        var host = container["HostConfig"]!;
        if (secrets.Any(container.ToJsonString().Contains))
        {
            yield return "docker inspect shows a password";
        }

        if (
            !Published.Contains(ServiceOf(container))
            && host["PortBindings"]!.AsObject().Any(port => port.Value?.AsArray().Count > 0)
        )
        {
            yield return "publishes a port";
        }

        if (!Words(host["SecurityOpt"]).Contains("no-new-privileges:true"))
        {
            yield return "may gain privileges";
        }

        if ((bool)host["Privileged"]! || Words(host["CapAdd"]).Any())
        {
            yield return "has more rights than an image asks for";
        }

        if (((string[])["NetworkMode", "PidMode", "IpcMode"]).Any(mode => (string?)host[mode] == "host"))
        {
            yield return "shares a name space with the host";
        }

        var state = container["State"]!;
        if ((bool)state["Running"]! && (string?)state["Health"]?["Status"] != "healthy")
        {
            yield return "runs and has no health check that says that it is well";
        }

        foreach (var fault in IsOurs(container) ? FaultsOfOurs(container) : [])
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> FaultsOfOurs(JsonNode container)
    {
        var config = container["Config"]!;
        var host = container["HostConfig"]!;
        if ((string?)config["User"] != Nobody)
        {
            yield return $"runs as {config["User"]}";
        }

        if (!(bool)host["ReadonlyRootfs"]!)
        {
            yield return "its file system can be written";
        }

        if (!Words(host["CapDrop"]).Contains("ALL"))
        {
            yield return "keeps capabilities";
        }

        if ((long)host["Memory"]! == 0 || (long?)host["PidsLimit"] is null or <= 0)
        {
            yield return "may take all memory or all processes of the host";
        }

        foreach (var label in Labels)
        {
            if (string.IsNullOrEmpty((string?)config["Labels"]![$"org.opencontainers.image.{label}"]))
            {
                yield return $"its image does not say its {label}";
            }
        }
    }

    /// <summary>Says what is wrong with an image that somebody runs without the compose file, a line each.</summary>
    /// <param name="images">From docker image inspect.</param>
    /// <param name="worksOnce">Whose images end by themselves and need no health check.</param>
    public static IEnumerable<string> FaultsOfImages(JsonArray images, string worksOnce)
    {
        foreach (var image in images)
        {
            var name = (string)image!["RepoTags"]![0]!;
            var config = image["Config"]!;
            if ((string?)config["User"] != Nobody)
            {
                yield return $"{name}: runs as {config["User"]}";
            }

            if (config["Healthcheck"] is null && !name.Contains(worksOnce, StringComparison.Ordinal))
            {
                yield return $"{name}: has no health check";
            }
        }
    }

    private static IEnumerable<string> Words(JsonNode? list) =>
        list?.AsArray().Select(word => (string)word!) ?? [];
}
