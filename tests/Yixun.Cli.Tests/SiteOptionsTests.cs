using Xunit;

namespace Yixun.Cli.Tests;

/// <summary>Commands find their site as the other processes do.</summary>
public sealed class SiteOptionsTests
{
    [Theory]
    [InlineData(true, "127.0.0.1:1")]
    [InlineData(false, "Yixun:Database:ConnectionString")]
    public async Task Connection_comes_from_the_folder_of_secrets(bool isThere, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("yixun-cli-").FullName;
        try
        {
            var secrets = Directory.CreateDirectory(Path.Combine(folder, "secrets")).FullName;
            var config = Path.Combine(folder, "yixun.json");
            await WriteAsync(config, """{"Yixun":{"Database":{"Provider":"postgresql"}}}""");
            if (isThere)
            {
                await WriteAsync(
                    Path.Combine(secrets, "Yixun__Database__ConnectionString"),
                    "Host=127.0.0.1;Port=1;Username=nobody"
                );
            }

            var outcome = await CliProcess.RunAsync(
                "env",
                null,
                [
                    $"YIXUN_CONFIG={config}",
                    $"YIXUN_SECRETS={secrets}",
                    "dotnet",
                    Path.Combine(AppContext.BaseDirectory, "Yixun.Cli.dll"),
                    "db",
                    "migrate",
                ]
            );

            Assert.NotEqual(0, outcome.ExitCode);
            Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Folder_of_secrets_that_is_not_there_is_named()
    {
        var outcome = await CliProcess.RunAsync(
            "env",
            null,
            [
                "YIXUN_SECRETS=/nowhere/secrets",
                "dotnet",
                Path.Combine(AppContext.BaseDirectory, "Yixun.Cli.dll"),
                "db",
                "migrate",
            ]
        );

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("/nowhere/secrets", outcome.Error, StringComparison.Ordinal);
    }

    private static Task WriteAsync(string file, string text) =>
        File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
}
