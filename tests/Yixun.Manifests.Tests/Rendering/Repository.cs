namespace Yixun.Manifests.Tests.Rendering;

/// <summary>The files of the repository that these tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>Every source file of what runs in a cluster, as one text.</summary>
    public static string Source { get; } =
        string.Join(
            '\n',
            new[] { "core", "functions", "carrier-daemon", "cli/Yixun.Cli/Site" }
                .SelectMany(folder =>
                    Directory.EnumerateFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories)
                )
                .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
                .Select(File.ReadAllText)
        );

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Yixun.slnx"))
            ? folder
            : Find(
                Path.GetDirectoryName(folder)
                    ?? throw new InvalidOperationException("The tests run outside of the repository.")
            );
}
