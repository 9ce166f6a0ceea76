using System.Text.RegularExpressions;
using Yixun.Manifests.Tests.Rendering;

namespace Yixun.Manifests.Tests.Rules;

/// <summary>Images are pinned; ours are those that docker/ builds, in this version.</summary>
internal static partial class ImageRules
{
    private static readonly string Version = VersionPrefix()
        .Match(Repository.Read("Directory.Build.props"))
        .Groups[1]
        .Value;

    public static IEnumerable<string> Problems(ManifestSet set)
    {
        foreach (var pod in set.Pods)
        {
            foreach (var container in pod.Containers)
            {
                var image = container.Image;
                var match = Reference().Match(image);
                if (!match.Success || match.Groups["tag"].Value == "latest")
                {
                    yield return $"{pod}: {image} is not pinned";
                }
                else if (PodSource.IsOwn(container))
                {
                    var name = match.Groups["name"].Value.Split('/')[^1];
                    if (!Built().Contains(name))
                    {
                        yield return $"{pod}: docker/ builds no {image}";
                    }

                    if (match.Groups["tag"].Value != Version)
                    {
                        yield return $"{pod}: {image} is not version {Version}";
                    }
                }
            }
        }
    }

    /// <summary>Stages of the Dockerfile that have an entrance, and Dockerfiles of their own.</summary>
    private static HashSet<string> Built() =>
        [
            .. Stage().Matches(Repository.Read("docker/Dockerfile")).Select(match => match.Groups[1].Value),
            .. Directory
                .GetFiles(Repository.PathOf("docker"), "*.Dockerfile")
                .Select(file => Path.GetFileNameWithoutExtension(file)),
        ];

    [GeneratedRegex("<VersionPrefix>(.*)</VersionPrefix>")]
    private static partial Regex VersionPrefix();

    [GeneratedRegex("^(?<name>[^:@]+(:[0-9]+/[^:@]+)?):(?<tag>[^:@/]+)$")]
    private static partial Regex Reference();

    [GeneratedRegex("^FROM \\S+ AS (\\S+)$", RegexOptions.Multiline)]
    private static partial Regex Stage();
}
