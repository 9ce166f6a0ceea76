using System.Text.Json.Nodes;
using Xunit;
using Yixun.LoadTest;

namespace Yixun.Site.Tests;

/// <summary><c>./yixun status</c> on a site of real parts.</summary>
[Collection("site")]
public sealed class StatusTests(SiteFixture fixture)
{
    private const int Sent = 300;

    [Fact]
    public async Task Status_shows_what_was_sent_and_who_serves()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var client = new SignedClient(fixture.Site.Url, fixture.Site.Key, fixture.Site.Secret, 4);
        var before = (double)(await ReadAsync())["road"]!["today"]!["acceptedMessages"]!;
        await client.SubmitBatchAsync(Bodies.Batch(700_000, Sent, "care"), cancellation);

        JsonNode status = null!;
        // The daemon writes a minute when it ends.
        await LoadTest.Sites.Site.UntilAsync(
            async () =>
            {
                status = await ReadAsync();
                return (double)status["road"]!["today"]!["delivered"]! >= Sent;
            },
            "the minute to be counted",
            cancellation
        );

        Assert.True((double)status["road"]!["today"]!["acceptedMessages"]! >= before + Sent);
        Assert.Equal("broker", (string?)status["queues"]!["source"]);
        var queues = status["queues"]!["queues"]!.AsArray();
        Assert.All(queues, queue => Assert.Equal(0, (long?)queue!["dead"]));
        Assert.All(
            queues.Where(queue =>
                ((string)queue!["name"]!).StartsWith("dispatch.", StringComparison.Ordinal)
            ),
            queue => Assert.True((int)queue!["consumers"]! > 0)
        );
        Assert.All(
            status["channels"]!.AsArray(),
            channel => Assert.Equal((int)channel!["connections"]!, (int)channel["bound"]!)
        );
        Assert.True((int)status["processes"]!["daemons"]! >= 1);
        Assert.True(status["processes"]!["nodes"]!.AsArray().Count >= 2);
        Assert.Equal("postgresql", (string?)status["database"]!["provider"]);
        Assert.Contains(
            status["database"]!["tables"]!.AsArray(),
            table => (string?)table!["name"] == "messages"
        );
    }

    private async Task<JsonNode> ReadAsync()
    {
        var (code, output, error) = await fixture.Site.TryOperateAsync(
            "status",
            "--json",
            "--timeout",
            "300"
        );
        Assert.True(code is 0 or 1, error);
        return JsonNode.Parse(output)!;
    }
}
