using System.Text.Json.Nodes;

namespace Yixun.Containers;

/// <summary>
/// A container that is all that the platform's are not. What does not find its faults would find nobody's.
/// </summary>
internal static class SpoiledContainer
{
    private const string Password = "TheWordThatMustStandNowhere";

    private static readonly string[] Expected =
    [
        "docker inspect shows a password",
        "publishes a port",
        "may gain privileges",
        "has more rights than an image asks for",
        "shares a name space with the host",
        "runs and has no health check that says that it is well",
        "runs as 0:0",
        "its file system can be written",
        "keeps capabilities",
        "may take all memory or all processes of the host",
        "its image does not say its title",
        "its process is root",
        "its process may gain privileges",
        "its process has capabilities",
        "its root is mounted for writing",
    ];

    /// <summary>Says which faults nobody noticed, a line each.</summary>
    /// <param name="image">Any of the platform's.</param>
    public static async Task<IEnumerable<string>> UnnoticedAsync(
        string image,
        CancellationToken cancellationToken
    )
    {
        var id = (
            await ComposeStack.EngineAsync(
                cancellationToken,
                "run",
                "--detach",
                "--user=0:0",
                "--cap-add=NET_ADMIN",
                "--pid=host",
                "--no-healthcheck",
                "--publish=127.0.0.1::5080",
                $"--env=PASSWORD={Password}",
                "--label=com.docker.compose.service=spoiled",
                "--label=org.opencontainers.image.title=",
                "--entrypoint=sleep",
                image,
                "600"
            )
        ).Trim();
        try
        {
            var container = JsonNode
                .Parse(await ComposeStack.EngineAsync(cancellationToken, "container", "inspect", id))!
                .AsArray();
            var faults = Hardening.Faults(container, [Password]).ToList();
            faults.AddRange(await Confinement.FaultsAsync(container, cancellationToken));
            return
            [
                .. Expected
                    .Where(fault =>
                        !faults.Exists(found =>
                            found.StartsWith($"spoiled: {fault}", StringComparison.Ordinal)
                        )
                    )
                    .Select(fault => $"a spoiled container was looked at, and nobody noticed: {fault}"),
            ];
        }
        finally
        {
            await ComposeStack.EngineAsync(CancellationToken.None, "rm", "--force", id);
        }
    }
}
