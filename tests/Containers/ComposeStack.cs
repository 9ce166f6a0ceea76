using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Yixun.Containers;

/// <summary>A running compose project, worked by the command that an operator would type.</summary>
/// <param name="command">Compose with its files, such as docker-compose -f docker/compose.yaml.</param>
internal sealed class ComposeStack(IReadOnlyList<string> command)
{
    // Containers that are stopped and started again keep theirs, and the engine answers faster than compose.
    private readonly Dictionary<string, string> _ids = [];

    /// <summary>Runs compose.</summary>
    /// <returns>Standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
        RunAsync([.. command, .. arguments], cancellationToken);

    /// <summary>What the engine knows of each service's only container, in the order of the services.</summary>
    public async Task<JsonArray> InspectAsync(
        IEnumerable<string> services,
        CancellationToken cancellationToken
    )
    {
        var ids = new List<string>();
        foreach (var service in services)
        {
            if (!_ids.TryGetValue(service, out var id))
            {
                id = _ids[service] = (await RunAsync(cancellationToken, "ps", "--quiet", service)).Trim();
            }

            ids.Add(id);
        }

        return await InspectAsync("container", ids, cancellationToken);
    }

    /// <summary>What the engine knows of every container of the project, ended ones included.</summary>
    public static async Task<JsonArray> InspectAllAsync(CancellationToken cancellationToken) =>
        await InspectAsync(
            "container",
            (await RunAsync(["docker", "ps", "--all", "--quiet"], cancellationToken)).Split(
                '\n',
                StringSplitOptions.RemoveEmptyEntries
            ),
            cancellationToken
        );

    /// <summary>What the engine knows of images.</summary>
    public static Task<JsonArray> InspectImagesAsync(
        IEnumerable<string> names,
        CancellationToken cancellationToken
    ) => InspectAsync("image", names, cancellationToken);

    /// <summary>Reads a file in a container that runs, as the container's user.</summary>
    public static Task<string> ReadAsync(string id, string path, CancellationToken cancellationToken) =>
        EngineAsync(cancellationToken, "exec", id, "cat", path);

    /// <summary>Runs the engine's own client.</summary>
    /// <returns>Standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static Task<string> EngineAsync(CancellationToken cancellationToken, params string[] arguments) =>
        RunAsync(["docker", .. arguments], cancellationToken);

    /// <summary>The last lines that a service wrote.</summary>
    public Task<string> LogAsync(string service, CancellationToken cancellationToken) =>
        RunAsync(cancellationToken, "logs", "--no-color", "--tail=30", service);

    private static async Task<JsonArray> InspectAsync(
        string kind,
        IEnumerable<string> names,
        CancellationToken cancellationToken
    ) => JsonNode.Parse(await RunAsync(["docker", kind, "inspect", .. names], cancellationToken))!.AsArray();

    private static async Task<string> RunAsync(string[] line, CancellationToken cancellationToken)
    {
        using var process = Process.Start(
            new ProcessStartInfo(line[0], line[1..])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{string.Join(' ', line)}: {await error}");
    }
}
