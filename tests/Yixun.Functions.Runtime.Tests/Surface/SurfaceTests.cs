using Xunit;

namespace Yixun.Functions.Runtime.Tests.Surface;

/// <summary>What is declared in Microsoft's namespaces is the agreed slice: no more, no less, and with the same signatures.</summary>
public sealed class SurfaceTests
{
    [Fact]
    public void Declared_types_and_members_are_exactly_the_agreed_ones()
    {
        var declared = typeof(FunctionRuntimeOptions)
            .Assembly.GetExportedTypes()
            .Where(type => type.Namespace!.StartsWith("Microsoft.", StringComparison.Ordinal))
            .ToDictionary(
                SurfaceSignature.Of,
                type => SurfaceSignature.MembersOf(type).Order(StringComparer.Ordinal).ToArray()
            );

        Assert.Equal(
            AgreedSurface.Types.Keys.Order(StringComparer.Ordinal),
            declared.Keys.Order(StringComparer.Ordinal)
        );
        foreach (var (type, members) in AgreedSurface.Types)
        {
            Assert.True(
                members.Order(StringComparer.Ordinal).SequenceEqual(declared[type]),
                $"{type}\nagreed:   {string.Join("; ", members.Order(StringComparer.Ordinal))}\n"
                    + $"declared: {string.Join("; ", declared[type])}"
            );
        }
    }
}
