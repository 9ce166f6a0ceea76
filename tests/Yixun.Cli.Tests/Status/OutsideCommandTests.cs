using Xunit;

namespace Yixun.Cli.Tests.Status;

/// <summary>Exit codes of <c>status</c> and <c>doctor</c> without a platform.</summary>
public sealed class OutsideCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yixun-outside-").FullName;

    [Theory]
    [InlineData("status", "--timeout", "0")]
    [InlineData("status", "--timeout", "abc")]
    [InlineData("status", "--url", "nowhere")]
    [InlineData("doctor", "--config", "/nowhere/config.json")]
    [InlineData("status", "--data", "/nowhere")]
    public async Task Input_that_is_wrong_ends_with_2(params string[] arguments)
    {
        var process = await CliProcess.RunAsync(null, arguments);

        Assert.Equal((2, ""), (process.ExitCode, process.Output));
        Assert.NotEmpty(process.Error);
    }

    [Fact]
    public async Task Database_that_is_away_ends_status_with_4_and_shows_no_password()
    {
        var process = await CliProcess.RunAsync(null, "status", "--config", await ConfigAsync());

        Assert.Equal(4, process.ExitCode);
        Assert.DoesNotContain("geheim", process.Error + process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_and_broker_that_are_away_are_faults_of_doctor_which_goes_on()
    {
        var process = await CliProcess.RunAsync(null, "doctor", "--config", await ConfigAsync());

        Assert.Equal(1, process.ExitCode);
        foreach (
            var code in new[] { "database.unreachable", "broker.unreachable", "redis.unreachable", "disk." }
        )
        {
            Assert.Contains($"[{code}", process.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("geheim", process.Error + process.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> ConfigAsync()
    {
        var file = Path.Combine(_folder, "config.json");
        await File.WriteAllTextAsync(
            file,
            """
            {
              "RabbitMq": "amqp://yixun:geheim@127.0.0.1:1/",
              "Redis": "127.0.0.1:1,password=geheim",
              "Yixun": {
                "Database": { "Provider": "postgresql", "ConnectionString": "Host=127.0.0.1;Port=1;Username=a;Password=geheim;Database=b" },
                "Keys": { "File": "/nowhere/keys.json" }
              }
            }
            """,
            TestContext.Current.CancellationToken
        );
        return file;
    }
}
