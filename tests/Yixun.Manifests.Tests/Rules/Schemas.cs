using Yixun.Manifests.Tests.Rendering;

namespace Yixun.Manifests.Tests.Rules;

/// <summary>The schemas of Kubernetes, KEDA and the Prometheus operator, and the grammar of PromQL, from npm packages.</summary>
internal static class Schemas
{
    private static readonly string Folder = Repository.PathOf("tests/Manifests");

    /// <returns>What does not fit, a line each.</returns>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(string yaml) =>
        (await NodeAsync("validate.mjs", yaml)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static Task<string> NodeAsync(string script, string input)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            throw new InvalidOperationException(
                "The schemas are missing: npm ci --prefix tests/Manifests (./test does it)."
            );
        }

        return Command.RunAsync("node", [Path.Combine(Folder, script)], input);
    }
}
