using Xunit;

namespace Yixun.Architecture.Tests;

public sealed class NamingTests
{
    private static readonly string[] Forbidden =
    [
        "Helper",
        "Helpers",
        "Util",
        "Utils",
        "Utility",
        "Utilities",
        "Manager",
        "Misc",
    ];

    public static TheoryData<string> Assemblies => [.. ProductAssemblies.Names];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Type_name_says_what_it_is(string assembly) =>
        Assert.DoesNotContain(
            ProductAssemblies.TypesOf(assembly).Select(type => type.Name.Split('`')[0]),
            name => Forbidden.Any(end => name.EndsWith(end, StringComparison.Ordinal))
        );

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Namespace_says_what_it_holds(string assembly) =>
        Assert.DoesNotContain(
            ProductAssemblies.TypesOf(assembly).SelectMany(type => (type.Namespace ?? "").Split('.')),
            name => Forbidden.Append("Common").Contains(name)
        );
}
