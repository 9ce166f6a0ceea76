using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using Yixun.LoadTest;

namespace Yixun.Standalone.Tests;

/// <summary>What can't be kept is refused before it is accepted, in a way that a caller can repeat.</summary>
public sealed class BackpressureTests
{
    [Fact]
    public async Task More_than_may_wait_for_the_disk_is_503_with_RetryAfter_and_less_is_accepted()
    {
        await using var platform = await StartAsync("\"Store\":{\"MaximumWaitingRows\":100}");
        using var client = new SignedClient(platform, 1);
        var (status, retryAfter, body) = await SubmitAsync(client, 500);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "overloaded"), (status, (string?)body["code"]));
        Assert.InRange(retryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

        // What timers have to write counts too, for a moment: a caller that is refused tries again.
        for (var attempt = 0; status != HttpStatusCode.Accepted && attempt < 40; attempt++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
            (status, _, body) = await SubmitAsync(client, 20);
        }

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(20, body["messages"]!.AsArray().Count);
    }

    [Fact]
    public async Task Disk_that_is_almost_full_is_503_with_RetryAfter_and_not_ready()
    {
        await using var platform = await StartAsync("\"Store\":{\"MinimumFreeMegabytes\":1000000000}");
        using var client = new SignedClient(platform, 1);
        var (status, retryAfter, body) = await SubmitAsync(client, 1);
        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, "storage_unavailable"),
            (status, (string?)body["code"])
        );
        Assert.InRange(retryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        using var plain = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var ready = await plain.GetAsync(
            new Uri(platform.Url, "/health/ready"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains(
            "almost full",
            await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    private static Task<Platform> StartAsync(string settings) =>
        Platform.StartAsync(
            PlatformFixture.AssemblyOf("Yixun.Standalone"),
            $"{Platform.OpenLanes},{settings}",
            null,
            0,
            TestContext.Current.CancellationToken
        );

    private static async Task<(HttpStatusCode Status, TimeSpan RetryAfter, JsonNode Body)> SubmitAsync(
        SignedClient client,
        int numbers
    )
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                lane = "care",
                content = "您好",
                to = Enumerable.Range(0, numbers).Select(number => $"138{number:D8}"),
            }
        );
        using var response = await client.SendAsync(
            HttpMethod.Post,
            "/api/v1/messages",
            body,
            TestContext.Current.CancellationToken
        );
        return (
            response.StatusCode,
            response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero,
            JsonNode.Parse(
                Encoding.UTF8.GetString(
                    await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)
                )
            )!
        );
    }
}
