using System.Text.Json.Nodes;
using Xunit;

namespace Yixun.Standalone.Tests;

/// <summary><c>./yixun status</c> and <c>doctor</c> beside a running platform.</summary>
public sealed class OutsideCommandTests(PlatformFixture platform)
{
    [Fact]
    public async Task Status_tells_road_queues_channels_processes_and_database()
    {
        var id = await platform.SubmitAsync(PlatformFixture.NewNumber(), "请到3号窗口取药。");
        await platform.WaitForStateAsync(id, "delivered");

        var (code, output, error) = await CommandLine.RunAsync(
            platform.Data,
            "status",
            "--json",
            "--timeout",
            "300"
        );
        var status = JsonNode.Parse(output)!;

        Assert.Equal("", error);
        Assert.InRange(code, 0, 1);
        Assert.True((double)status["road"]!["today"]!["acceptedMessages"]! >= 1);
        Assert.Equal("process", (string?)status["queues"]!["source"]);
        Assert.Contains(
            status["queues"]!["queues"]!.AsArray(),
            queue => (string?)queue!["name"] == "dispatch.care"
        );
        Assert.Contains(status["channels"]!.AsArray(), channel => (string?)channel!["id"] == "mobile");
        Assert.Single(status["processes"]!["nodes"]!.AsArray());
        Assert.Equal("sqlite", (string?)status["database"]!["provider"]);
        Assert.True((long)status["database"]!["bytes"]! > 0);
        Assert.Empty(status["database"]!["pendingMigrations"]!.AsArray());
    }

    [Fact]
    public async Task Status_for_people_is_a_table_in_Chinese()
    {
        var (_, output, _) = await CommandLine.RunAsync(platform.Data, "status", "--timeout", "300");

        foreach (
            var heading in new[] { "短信 (road)", "队列 (queues)", "通道 (channels)", "数据库 (database)" }
        )
        {
            Assert.Contains(heading, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Doctor_of_a_sound_platform_finds_no_fault_and_shows_no_secret()
    {
        var (code, output, error) = await CommandLine.RunAsync(
            platform.Data,
            "doctor",
            "--json",
            "--timeout",
            "300"
        );
        var report = JsonNode.Parse(output)!;

        Assert.Equal("", error);
        Assert.Equal(
            [],
            report["findings"]!
                .AsArray()
                .Where(finding => (string?)finding!["level"] == "fault")
                .Select(finding => (string?)finding!["found"])
        );
        Assert.Equal(0, code);
        Assert.DoesNotContain(
            platform.Ready.GetProperty("system").GetProperty("secret").GetString()!,
            output,
            StringComparison.Ordinal
        );
    }
}
