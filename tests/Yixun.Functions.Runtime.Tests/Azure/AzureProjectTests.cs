using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Yixun.Functions.Runtime.Tests.Azure;

/// <summary>The project for Microsoft's packages can't be restored here, so what it says is checked instead.</summary>
public sealed partial class AzureProjectTests
{
    private static readonly string Root = FindRoot();
    private static readonly string Folder = Path.Combine(Root, "functions", "Yixun.Functions.Azure");
    private static readonly XDocument Project = XDocument.Load(
        Path.Combine(Folder, "Yixun.Functions.Azure.csproj")
    );

    [Theory]
    [InlineData("Microsoft.Azure.Functions.Worker", "2.52.0")]
    [InlineData("Microsoft.Azure.Functions.Worker.Sdk", "2.1.0")]
    [InlineData("Microsoft.Azure.Functions.Worker.Extensions.Http", "3.3.0")]
    [InlineData("Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore", "2.1.1")]
    [InlineData("Microsoft.Azure.Functions.Worker.Extensions.RabbitMQ", "2.1.0")]
    [InlineData("Microsoft.Azure.Functions.Worker.Extensions.Timer", "4.3.1")]
    public void Project_has_the_exact_version_of_each_worker_package(string package, string version) =>
        Assert.Equal(version, Packages(Project)[package]);

    [Fact]
    public void Project_has_every_package_of_the_function_classes_in_its_pinned_version()
    {
        var functions = XDocument.Load(
            Path.Combine(Root, "functions", "Yixun.Functions", "Yixun.Functions.csproj")
        );
        var pinned = XDocument
            .Load(Path.Combine(Root, "Directory.Packages.props"))
            .Descendants("PackageVersion")
            .ToDictionary(Include, item => item.Attribute("Version")!.Value);
        var here = Packages(Project);

        foreach (var package in Packages(functions).Keys)
        {
            Assert.True(
                here.TryGetValue(package, out var version),
                $"{package} is missing in Yixun.Functions.Azure"
            );
            Assert.Equal(pinned[package], version);
        }
    }

    [Fact]
    public void Project_is_an_Azure_Functions_v4_executable_of_the_same_files()
    {
        Assert.Equal("v4", Project.Descendants("AzureFunctionsVersion").Single().Value);
        Assert.Equal("Exe", Project.Descendants("OutputType").Single().Value);
        Assert.Equal("Microsoft.AspNetCore.App", Include(Project.Descendants("FrameworkReference").Single()));
        var compile = Project.Descendants("Compile").Single();
        Assert.Equal("../Yixun.Functions/**/*.cs", Include(compile));
        Assert.Equal(
            [
                "../../core/Yixun.Coordination",
                "../../core/Yixun.Core",
                "../../core/Yixun.Data",
                "../../core/Yixun.Hosting",
                "../../core/Yixun.Messaging",
            ],
            Project
                .Descendants("ProjectReference")
                .Select(item => Path.GetDirectoryName(Include(item))!)
                .Order()
        );
        Assert.DoesNotContain(
            "Yixun.Functions.Azure",
            File.ReadAllText(Path.Combine(Root, "Yixun.slnx")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Host_json_has_no_route_prefix_and_a_small_prefetch()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "host.json")));
        var extensions = host.RootElement.GetProperty("extensions");

        Assert.Equal("2.0", host.RootElement.GetProperty("version").GetString());
        Assert.Equal("", extensions.GetProperty("http").GetProperty("routePrefix").GetString());
        Assert.InRange(extensions.GetProperty("rabbitMQ").GetProperty("prefetchCount").GetInt32(), 1, 5);
    }

    [Fact]
    public void Queue_triggers_name_a_connection_setting_that_the_example_settings_have()
    {
        var sources = Directory
            .EnumerateFiles(
                Path.Combine(Root, "functions", "Yixun.Functions"),
                "*.cs",
                SearchOption.AllDirectories
            )
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .ToList();
        var constants = sources
            .Append(File.ReadAllText(Path.Combine(Root, "core/Yixun.Messaging/RabbitMq/RabbitMqOptions.cs")))
            .SelectMany(source => StringConstant().Matches(source))
            .ToLookup(match => match.Groups[1].Value, match => match.Groups[2].Value);
        using var settings = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Folder, "local.settings.example.json"))
        );
        var values = settings.RootElement.GetProperty("Values");

        foreach (var trigger in sources.SelectMany(source => QueueTrigger().Matches(source)))
        {
            var setting = ConnectionSetting().Match(trigger.Value);
            Assert.True(setting.Success, $"{trigger.Value} names no connection setting");
            var name = setting.Groups[1].Value.Split('.')[^1];
            var value = name.StartsWith('"') ? name.Trim('"') : constants[name].Distinct().Single();
            Assert.True(values.TryGetProperty(value, out _), $"local.settings.example.json lacks {value}");
        }
    }

    [Fact]
    public void Example_settings_hold_no_secret()
    {
        var text = File.ReadAllText(Path.Combine(Folder, "local.settings.example.json"));

        Assert.Contains("amqp://USER:PASSWORD@HOST", text, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Folder, "local.settings.json")));
    }

    [Fact]
    public void Function_files_never_name_the_runtime_that_the_image_lacks() =>
        Assert.All(
            FunctionSources(),
            source => Assert.DoesNotContain("Yixun.Functions.Runtime", source, StringComparison.Ordinal)
        );

    [GeneratedRegex("""const string (\w+) = "([^"]*)";""")]
    private static partial Regex StringConstant();

    [GeneratedRegex(@"\[RabbitMQTrigger\([^\]]*\)\]")]
    private static partial Regex QueueTrigger();

    [GeneratedRegex(@"ConnectionStringSetting\s*=\s*([\w.""]+)")]
    private static partial Regex ConnectionSetting();

    private static IEnumerable<string> FunctionSources() =>
        Directory
            .EnumerateFiles(
                Path.Combine(Root, "functions", "Yixun.Functions"),
                "*.cs",
                SearchOption.AllDirectories
            )
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    private static Dictionary<string, string?> Packages(XDocument project) =>
        project
            .Descendants("PackageReference")
            .ToDictionary(Include, item => item.Attribute("Version")?.Value);

    private static string Include(XElement item) => item.Attribute("Include")!.Value;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Yixun.slnx")))
        {
            folder =
                folder.Parent
                ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return folder.FullName;
    }
}
