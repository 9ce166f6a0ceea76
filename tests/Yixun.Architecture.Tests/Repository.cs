using System.Xml.Linq;

namespace Yixun.Architecture.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] ProductFolders =
    [
        "core",
        "functions",
        "carrier-daemon",
        "cli",
        "relay",
        "standalone",
    ];

    public static string Root { get; } = FindRoot();

    /// <summary>Name of every product project, with the names of the projects that it references.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Projects { get; } =
        ProductFolders
            .Select(folder => Path.Combine(Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories))
            .ToDictionary(
                project => Path.GetFileNameWithoutExtension(project),
                IReadOnlyList<string> (project) =>
                    [
                        .. XDocument
                            .Load(project)
                            .Descendants("ProjectReference")
                            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'))
                            .Select(path => Path.GetFileNameWithoutExtension(path)),
                    ]
            );

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Yixun.slnx")))
        {
            folder =
                folder.Parent
                ?? throw new InvalidOperationException(
                    $"No Yixun.slnx stands above {AppContext.BaseDirectory}."
                );
        }

        return folder.FullName;
    }
}
