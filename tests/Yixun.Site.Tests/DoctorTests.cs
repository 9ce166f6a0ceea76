using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Data.Hosting;
using Yixun.LoadTest;

namespace Yixun.Site.Tests;

/// <summary><c>./yixun doctor</c> on a site of its own, which it breaks and mends.</summary>
[UnsupportedOSPlatform("windows")]
[Collection("site")]
public sealed class DoctorTests : IAsyncLifetime
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private LoadTest.Sites.Site _site = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _site = await LoadTest.Sites.Site.StartAsync(
            Platform.OpenLanes,
            durable: true,
            connections: 2,
            window: 16,
            Cancellation
        );

    public ValueTask DisposeAsync() => _site?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Doctor_finds_nothing_on_a_sound_site_and_names_what_is_broken()
    {
        await ExpectAsync(0);

        File.SetUnixFileMode(_site.KeyFile, Owner | UnixFileMode.OtherRead);
        await ExpectAsync(1, ("secrets.key_mode", "chmod 600"));
        File.SetUnixFileMode(_site.KeyFile, Owner);

        await _site.Broker.ControlAsync(Cancellation, "delete_queue", "dispatch.otp.dead");
        await ExpectAsync(1, ("broker.queue_missing", "topology declare"));
        await _site.OperateAsync("topology", "declare");

        var migration = await ForgetMigrationAsync();
        await ExpectAsync(1, ("database.migrations_pending", "db migrate"));
        await RememberMigrationAsync(migration);
        await ExpectAsync(0);

        await _site.Broker.ControlAsync(Cancellation, "stop_app");
        await ExpectAsync(1, ("broker.unreachable", "RabbitMQ"));
        var (code, output, _) = await _site.TryOperateAsync("status", "--timeout", "300");
        Assert.Equal(4, code);
        Assert.Contains("RabbitMQ", output, StringComparison.Ordinal);
    }

    /// <summary>Looks, and compares every fault with what is expected.</summary>
    private async Task ExpectAsync(int code, params (string Code, string Advice)[] faults)
    {
        var (exit, output, error) = await _site.TryOperateAsync("doctor", "--json", "--timeout", "300");
        Assert.Equal("", error);
        var found = JsonNode.Parse(output)!["findings"]!
            .AsArray()
            .Where(finding => (string?)finding!["level"] == "fault")
            .ToList();
        Assert.Equal(
            faults.Select(fault => fault.Code),
            found.Select(finding => (string?)finding!["code"]).Distinct()
        );
        Assert.All(
            faults,
            fault =>
                Assert.Contains(
                    found,
                    finding => ((string)finding!["advice"]!).Contains(fault.Advice, StringComparison.Ordinal)
                )
        );
        Assert.Equal(code, exit);
        Assert.DoesNotContain(_site.Secret, output, StringComparison.Ordinal);
    }

    private async Task<string> ForgetMigrationAsync() =>
        await WithDatabaseAsync(async context =>
        {
            var last = (await context.Database.GetAppliedMigrationsAsync(Cancellation)).Last();
            await context.Database.ExecuteSqlAsync(
                $"DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = {last}",
                Cancellation
            );
            return last;
        });

    private Task<int> RememberMigrationAsync(string migration) =>
        WithDatabaseAsync(context =>
            context.Database.ExecuteSqlAsync(
                $"INSERT INTO \"__EFMigrationsHistory\" VALUES ({migration}, 'test')",
                Cancellation
            )
        );

    private async Task<T> WithDatabaseAsync<T>(Func<DbContext, Task<T>> use)
    {
        var database = DatabaseSelection.Open(
            new DatabaseOptions { Provider = "postgresql", ConnectionString = _site.DatabaseConnection }
        );
        await using var context = database.CreateContext();
        return await use(context);
    }
}
