using System.Runtime.Versioning;
using Xunit;
using Yixun.Cli.Doctor;
using Yixun.Core.Security;

namespace Yixun.Cli.Tests.Doctor;

[UnsupportedOSPlatform("windows")]
public sealed class SecretsCheckTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _folder = Directory.CreateTempSubdirectory("yixun-doctor-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Key_file_of_the_owner_alone_is_well()
    {
        var findings = await RunAsync(KeyFile(Owner));

        Assert.All(findings, finding => Assert.Equal(FindingLevel.Ok, finding.Level));
    }

    [Theory]
    [InlineData(UnixFileMode.OtherRead, FindingLevel.Fault)]
    [InlineData(UnixFileMode.GroupRead, FindingLevel.Warning)]
    public async Task Key_file_that_others_read_is_found(UnixFileMode more, object level)
    {
        var finding = Assert.Single(
            await RunAsync(KeyFile(Owner | more)),
            finding => finding.Code == "secrets.key_mode"
        );

        Assert.Equal(level, finding.Level);
        Assert.StartsWith("chmod 600 ", finding.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_file_that_is_missing_or_damaged_is_found()
    {
        var damaged = Path.Combine(_folder, "damaged.json");
        await File.WriteAllTextAsync(damaged, "{", Cancellation);
        File.SetUnixFileMode(damaged, Owner);

        Assert.Contains(await RunAsync(damaged), finding => finding.Code == "secrets.key_damaged");
        Assert.Contains(
            await RunAsync(Path.Combine(_folder, "none.json")),
            finding => finding.Code == "secrets.key_missing"
        );
    }

    [Theory]
    [InlineData("amqp://guest:guest@broker.hospital:5672/", "Host=db;Password=postgres", true)]
    [InlineData("amqp://yixun:8Kd-2jD@broker.hospital:5672/", "Host=db;Password=9fK2-jdP", false)]
    public async Task Password_that_everybody_knows_is_found_and_not_shown(
        string broker,
        string database,
        bool found
    )
    {
        var findings = await new SecretsCheck().RunAsync(
            Patients.Of(
                new()
                {
                    ["RabbitMq"] = broker,
                    ["Yixun:Database:Provider"] = "postgresql",
                    ["Yixun:Database:ConnectionString"] = database,
                    ["Yixun:Keys:File"] = KeyFile(Owner),
                }
            ),
            Cancellation
        );

        Assert.Equal(found, findings.Any(finding => finding.Code == "secrets.broker_password"));
        Assert.Equal(found, findings.Any(finding => finding.Code == "secrets.database_password"));
        Assert.All(
            findings,
            finding =>
                Assert.DoesNotContain("guest", finding.Found + finding.Advice, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Files_with_secrets_that_others_read_are_found()
    {
        var secrets = Directory.CreateDirectory(Path.Combine(_folder, "secrets")).FullName;
        var secret = Path.Combine(secrets, "RabbitMq");
        await File.WriteAllTextAsync(secret, "amqp://x", Cancellation);
        File.SetUnixFileMode(secret, Owner | UnixFileMode.OtherRead);
        var config = Path.Combine(_folder, "config.json");
        await File.WriteAllTextAsync(config, """{"RabbitMq":"amqp://x"}""", Cancellation);
        File.SetUnixFileMode(config, Owner | UnixFileMode.OtherRead);

        var findings = await new SecretsCheck().RunAsync(
            Patients.Of(new(), data: _folder, configFile: config, secrets: secrets),
            Cancellation
        );

        Assert.Contains(findings, finding => finding.Code == "secrets.file_mode");
        Assert.Contains(findings, finding => finding.Code == "secrets.config_mode");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string KeyFile(UnixFileMode mode)
    {
        var file = Path.Combine(_folder, "keys.json");
        File.WriteAllText(file, DataKeyRing.Generate().Export());
        File.SetUnixFileMode(file, mode);
        return file;
    }

    private static Task<IReadOnlyList<Finding>> RunAsync(string keyFile) =>
        new SecretsCheck().RunAsync(
            Patients.Of(
                new()
                {
                    ["Yixun:Keys:File"] = keyFile,
                    ["Yixun:Database:Provider"] = "postgresql",
                    ["Yixun:Database:ConnectionString"] = "Host=db",
                }
            ),
            Cancellation
        );
}
