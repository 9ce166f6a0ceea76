using ArchUnitNET.Loader;
using Xunit;

namespace Yixun.Architecture.Tests;

/// <summary>Dependencies point inwards; core knows no I/O; only Standalone composes.</summary>
public sealed class DependencyTests
{
    private const string Core = "Yixun.Core";
    private const string Coordination = "Yixun.Coordination";
    private const string Data = "Yixun.Data";
    private const string Messaging = "Yixun.Messaging";
    private const string Carriers = "Yixun.Carriers";
    private const string CarrierDaemon = "Yixun.CarrierDaemon";
    private const string CarrierSimulator = "Yixun.CarrierSimulator";
    private const string Cli = "Yixun.Cli";
    private const string Functions = "Yixun.Functions";
    private const string FunctionsRuntime = "Yixun.Functions.Runtime";
    private const string Hosting = "Yixun.Hosting";
    private const string Standalone = "Yixun.Standalone";

    /// <summary>Namespaces of each database's driver and EF Core provider.</summary>
    private static readonly Dictionary<string, string[]> Providers = new()
    {
        ["Yixun.Data.Sqlite"] =
        [
            "Microsoft.Data.Sqlite",
            "Microsoft.EntityFrameworkCore.Sqlite",
            "SQLitePCL",
        ],
        ["Yixun.Data.PostgreSql"] = ["Npgsql", "NpgsqlTypes"],
        ["Yixun.Data.SqlServer"] = ["Microsoft.Data.SqlClient", "Microsoft.EntityFrameworkCore.SqlServer"],
    };

    /// <summary>Which projects each may know. A new project needs a row.</summary>
    private static readonly Dictionary<string, string[]> Inward = new()
    {
        [Core] = [],
        [Coordination] = [Core],
        [Data] = [Core],
        [Messaging] = [Core],
        [Carriers] = [Core],
        [Hosting] = [Core, Coordination, Data, Messaging],
        [CarrierDaemon] = [Core, Coordination, Data, Messaging, Carriers],
        ["Yixun.CarrierDaemon.Host"] =
        [
            Core,
            Coordination,
            Data,
            Messaging,
            Hosting,
            Carriers,
            CarrierDaemon,
        ],
        [FunctionsRuntime] = [Core, Messaging],
        [Functions] = [Core, Coordination, Data, Messaging, FunctionsRuntime],
        ["Yixun.Functions.Host"] =
        [
            Core,
            Coordination,
            Data,
            Messaging,
            Hosting,
            FunctionsRuntime,
            Functions,
        ],
        ["Yixun.Functions.Azure"] = [Core, Coordination, Data, Messaging, Hosting],
        [CarrierSimulator] = [Core, Carriers],
        [Cli] = [Core, Data, Messaging, Carriers],
        [Standalone] =
        [
            Core,
            Coordination,
            Data,
            Messaging,
            Carriers,
            CarrierDaemon,
            CarrierSimulator,
            "CarrierSimulator",
            FunctionsRuntime,
            Functions,
            Hosting,
        ],
    };

    public static TheoryData<string> Projects => [.. Repository.Projects.Keys];

    public static TheoryData<string> Assemblies => [.. ProductAssemblies.Names];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_references_only_what_lies_inwards(string project)
    {
        Assert.True(Inward.ContainsKey(project), $"Say in {nameof(Inward)} what {project} may know.");
        Assert.Subset(Inward[project].ToHashSet(), Repository.Projects[project].ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Assembly_uses_only_what_lies_inwards(string assembly) =>
        Assert.Subset(
            Inward[assembly].ToHashSet(),
            ProductAssemblies
                .ReferencesOf(assembly)
                .Where(name => name.StartsWith("Yixun.", StringComparison.Ordinal))
                .ToHashSet()
        );

    [Fact]
    public void Standalone_alone_composes_functions_and_daemon() =>
        Assert.Equal(
            [Standalone],
            ProductAssemblies.Names.Where(name =>
                ProductAssemblies.ReferencesOf(name) is var references
                && references.Contains(Functions)
                && references.Contains(CarrierDaemon)
            )
        );

    [Fact]
    public void Core_uses_the_base_library_alone() =>
        Assert.All(
            ProductAssemblies.ReferencesOf(Core),
            name =>
                Assert.True(
                    name.StartsWith("System.", StringComparison.Ordinal)
                        && !name.StartsWith("System.Net", StringComparison.Ordinal)
                        && !name.StartsWith("System.Data", StringComparison.Ordinal),
                    $"{Core} references {name}."
                )
        );

    [Fact]
    public void Core_touches_no_file_no_console_and_no_process() =>
        Assert.DoesNotContain(
            ProductAssemblies.UsedTypesOf(Core),
            type =>
                type
                    is "System.IO.File"
                        or "System.IO.FileStream"
                        or "System.IO.FileInfo"
                        or "System.IO.Directory"
                        or "System.Console"
                        or "System.Environment"
                        or "System.Diagnostics.Process"
        );

    [Theory]
    [InlineData(Core)]
    [InlineData(Data)]
    [InlineData(Carriers)]
    [InlineData(CarrierDaemon)]
    [InlineData(FunctionsRuntime)]
    [InlineData(Functions)]
    public void Transport_is_known_by_its_interfaces(string assembly)
    {
        Assert.DoesNotContain("RabbitMQ.Client", ProductAssemblies.ReferencesOf(assembly));
        Assert.DoesNotContain(
            ProductAssemblies.UsedTypesOf(assembly),
            type => type.StartsWith("Yixun.Messaging.RabbitMq.", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(Core)]
    [InlineData(Data)]
    [InlineData(Messaging)]
    [InlineData(Carriers)]
    [InlineData(FunctionsRuntime)]
    [InlineData(Functions)]
    public void Redis_is_known_by_its_interfaces(string assembly)
    {
        Assert.DoesNotContain("StackExchange.Redis", ProductAssemblies.ReferencesOf(assembly));
        Assert.DoesNotContain(
            ProductAssemblies.UsedTypesOf(assembly),
            type => type.StartsWith("Yixun.Coordination.Redis.", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(Core)]
    [InlineData(Coordination)]
    [InlineData(Messaging)]
    [InlineData(Carriers)]
    [InlineData(FunctionsRuntime)]
    public void Database_is_not_known(string assembly) =>
        Assert.DoesNotContain(
            ProductAssemblies.ReferencesOf(assembly),
            name => name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Providers_are_known_in_the_data_project_alone(string assembly) =>
        Assert.All(
            Providers.Keys,
            provider =>
                Assert.Equal(
                    // The daemon's leases may be kept on a PostgreSQL server.
                    assembly == Data
                        || (assembly, provider) == (CarrierDaemon, "Yixun.Data.PostgreSql"),
                    ProductAssemblies.UsedTypesOf(assembly).Any(type => IsOf(provider, type))
                )
        );

    [Theory]
    [InlineData("Yixun.Data.Sqlite", "SqliteDatabase")]
    [InlineData("Yixun.Data.PostgreSql", "PostgreSqlDatabase")]
    [InlineData("Yixun.Data.SqlServer", "SqlServerDatabase")]
    public void Provider_is_known_in_its_own_namespace_alone(string provider, string known)
    {
        var types = new ArchLoader().LoadAssembly(ProductAssemblies.Load(Data)).Build().Types.ToList();
        var users = types
            .Where(type => type.Dependencies.Any(dependency => IsOf(provider, dependency.Target.FullName)))
            .Select(type => type.FullName)
            .ToList();

        Assert.Contains($"{provider}.{known}", users);
        Assert.All(users, user => Assert.StartsWith(provider + ".", user, StringComparison.Ordinal));
    }

    private static bool IsOf(string provider, string type) =>
        Providers[provider].Any(prefix => type.StartsWith(prefix + ".", StringComparison.Ordinal));
}
