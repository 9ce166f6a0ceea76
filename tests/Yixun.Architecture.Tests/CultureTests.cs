using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;

namespace Yixun.Architecture.Tests;

/// <summary>Text is ordered by its code units, in every process and on every machine: nothing asks a culture for an order.</summary>
public sealed class CultureTests
{
    private static readonly HashSet<string> Orderings =
    [
        "OrderBy",
        "OrderByDescending",
        "ThenBy",
        "ThenByDescending",
        "Order",
        "OrderDescending",
        "Min",
        "Max",
        "MinBy",
        "MaxBy",
        "Sort",
    ];

    private static readonly HashSet<string> Comparisons =
    [
        "System.String::CompareTo",
        "System.String::Compare",
        "System.String::ToUpper",
        "System.String::ToLower",
    ];

    public static TheoryData<string> Names => [.. ProductAssemblies.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Assembly_orders_no_text_by_a_culture(string name) =>
        Assert.Equal("", string.Join('\n', Violations(ProductAssemblies.Load(name).Location, _ => true)));

    [Fact]
    public void Order_by_a_culture_is_found()
    {
        var found = Violations(typeof(CultureTests).Assembly.Location, type => type.Name == nameof(Wrong));
        Assert.Equal(
            ["Enumerable::Order", "Enumerable::OrderBy", "SortedSet`1::.ctor", "String::CompareTo"],
            found.Select(violation => violation.Split(' ')[^1]).Order(StringComparer.Ordinal)
        );
    }

    private static List<string> Violations(string path, Func<TypeDefinition, bool> includes)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(path);
        return
        [
            .. from type in assembly.MainModule.GetTypes()
            where includes(type) || (type.DeclaringType is { } outer && includes(outer))
            from method in type.Methods
            where method.HasBody
            from instruction in method.Body.Instructions
            where instruction.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj
            let called = (MethodReference)instruction.Operand
            where OrdersByCulture(called)
            select $"{method.FullName}: {called.DeclaringType.Name}::{called.Name}",
        ];
    }

    private static bool OrdersByCulture(MethodReference called)
    {
        var owner = called.DeclaringType;
        var parameters = called.Parameters.Select(parameter => parameter.ParameterType.Name).ToList();
        if (
            parameters.Exists(parameter =>
                parameter.Contains("Comparer", StringComparison.Ordinal)
                || parameter.Contains("Comparison", StringComparison.Ordinal)
                || parameter.Contains("CultureInfo", StringComparison.Ordinal)
            )
        )
        {
            return false;
        }

        if (Comparisons.Contains($"{owner.FullName}::{called.Name}"))
        {
            return true;
        }

        if (owner is GenericInstanceType sorted)
        {
            return IsText(sorted.GenericArguments[0])
                && (
                    (called.Name == ".ctor" && sorted.Name.StartsWith("Sorted", StringComparison.Ordinal))
                    || (called.Name == "Sort" && sorted.Name == "List`1")
                );
        }

        return called is GenericInstanceMethod generic
            && owner.FullName is "System.Linq.Enumerable" or "System.Array" or "System.MemoryExtensions"
            && Orderings.Contains(called.Name)
            // The largest of numbers that belong to texts.
            && (called.Name is not ("Min" or "Max") || called.ReturnType is GenericParameter)
            && IsText(((GenericInstanceMethod)called).GenericArguments[^1]);
    }

    private static bool IsText(TypeReference type) =>
        type.FullName == "System.String"
        || (
            type is GenericInstanceType tuple
            && tuple.Name.Contains("Tuple", StringComparison.Ordinal)
            && tuple.GenericArguments.Any(IsText)
        );

    /// <summary>What the test must find.</summary>
    private static class Wrong
    {
        public static object[] Sorted(string[] words) =>
            [
                words.Order().ToList(),
                words.OrderBy(word => word).ToList(),
                new SortedSet<string>(),
                new Comparison<string>((one, other) => CompareTo(one, other)),
            ];

        private static int CompareTo(string one, string other) =>
            ((IComparable<string>)one).CompareTo(other) + one.CompareTo(other);
    }
}
