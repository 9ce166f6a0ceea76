using System.Collections.Concurrent;

namespace Yixun.Manifests.Tests.Rendering;

/// <summary>What can be deployed: every overlay, the example of a site, and production on the Azure host.</summary>
internal static class Layers
{
    public const string Production = "k8s/overlays/production";
    public const string SingleNode = "k8s/overlays/single-node";

    private static readonly ConcurrentDictionary<string, Task<string>> Rendered = new(StringComparer.Ordinal);

    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory
            .GetDirectories(Repository.PathOf("k8s/overlays"))
            .Select(folder => Path.GetRelativePath(Repository.Root, folder))
            .Order(StringComparer.Ordinal),
        "k8s/example",
        "tests/Manifests/production-azure",
    ];

    /// <returns>As kubectl would apply it.</returns>
    public static Task<string> RenderAsync(string layer) =>
        Rendered.GetOrAdd(
            layer,
            static layer => Command.RunAsync("kubectl", ["kustomize", Repository.PathOf(layer)])
        );

    public static async Task<ManifestSet> LoadAsync(string layer) =>
        ManifestSet.Load(await RenderAsync(layer));
}
