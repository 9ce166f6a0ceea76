using System.Text.Json.Nodes;

namespace Yixun.Containers;

/// <summary>How the platform's containers run: as nobody, on a file system that can't be written, without passwords in sight.</summary>
internal static class Hardening
{
    private static readonly string[] Published = ["functions", "carriers"];

    /// <summary>Says what is not as it should be, a line each.</summary>
    /// <param name="containers">From docker inspect.</param>
    /// <param name="secrets">Words that must stand nowhere in what the engine shows.</param>
    public static IEnumerable<string> Faults(JsonArray containers, IReadOnlyList<string> secrets)
    {
        foreach (var container in containers)
        {
            var service = (string)container!["Config"]!["Labels"]!["com.docker.compose.service"]!;
            var image = (string)container["Config"]!["Image"]!;
            var host = container["HostConfig"]!;
            if (secrets.Any(container.ToJsonString().Contains))
            {
                yield return $"{service}: docker inspect shows a password";
            }

            if (
                !Published.Contains(service)
                && host["PortBindings"]!.AsObject().Any(port => port.Value?.AsArray().Count > 0)
            )
            {
                yield return $"{service}: publishes a port";
            }

            if (!host["SecurityOpt"]!.AsArray().Any(option => (string?)option == "no-new-privileges:true"))
            {
                yield return $"{service}: may gain privileges";
            }

            if (image.Contains("yixun/", StringComparison.Ordinal))
            {
                if ((string?)container["Config"]!["User"] != "1654:1654")
                {
                    yield return $"{service}: runs as {container["Config"]!["User"]}";
                }

                if (!(bool)host["ReadonlyRootfs"]!)
                {
                    yield return $"{service}: its file system can be written";
                }
            }
        }
    }
}
