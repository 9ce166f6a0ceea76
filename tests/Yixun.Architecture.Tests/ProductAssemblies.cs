using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Yixun.Architecture.Tests;

/// <summary>The compiled product, and what its metadata says it uses.</summary>
internal static class ProductAssemblies
{
    /// <summary>Everything that Standalone composes, and the operators' command line, by assembly name.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "Yixun.Core",
        "Yixun.Coordination",
        "Yixun.Data",
        "Yixun.Messaging",
        "Yixun.Hosting",
        "Yixun.Functions.Runtime",
        "Yixun.Functions",
        "Yixun.Functions.Host",
        "Yixun.Carriers",
        "Yixun.CarrierDaemon",
        "Yixun.CarrierDaemon.Host",
        "Yixun.CarrierSimulator",
        "Yixun.Standalone",
        "Yixun.Cli",
    ];

    public static Assembly Load(string name) => Assembly.Load(new AssemblyName(name));

    /// <summary>Names of the assemblies that an assembly uses.</summary>
    public static IReadOnlyList<string> ReferencesOf(string name) =>
        [.. Load(name).GetReferencedAssemblies().Select(reference => reference.Name!)];

    /// <summary>Full name of every type of other assemblies that an assembly uses, in signatures or in code.</summary>
    public static IReadOnlyList<string> UsedTypesOf(string name)
    {
        using var file = File.OpenRead(Load(name).Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return
        [
            .. metadata
                .TypeReferences.Select(metadata.GetTypeReference)
                .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}"),
        ];
    }

    /// <summary>Types that people wrote, nested ones too.</summary>
    public static IEnumerable<Type> TypesOf(string name) =>
        Load(name).GetTypes().Where(type => !type.Name.Contains('<', StringComparison.Ordinal));
}
