using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;
using Yixun.LoadTest;

namespace Yixun.Site.Tests;

/// <summary>The main road over function process, RabbitMQ, PostgreSQL and carrier daemon.</summary>
[Collection("site")]
public sealed class RoadTests(SiteFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_isAccepted_sent_reported_andFoundAsDelivered()
    {
        using var client = NewClient();
        var numbers = Enumerable.Range(0, 200).Select(index => $"13811{index:D6}").ToList();
        using var response = await client.SendAsync(
            HttpMethod.Post,
            "/api/v1/messages",
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    lane = "care",
                    content = "请到3号窗口取药。",
                    to = numbers,
                }
            ),
            Cancellation
        );
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var batch = (string)
            JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["batchId"]!;

        await UntilDeliveredAsync(client, batch, numbers.Count);

        var copies = await fixture.Site.Carriers.Phones.CopiesAsync(numbers, Cancellation);
        Assert.All(numbers, number => Assert.Equal([1], copies[number]));
    }

    [Fact]
    public async Task SecondFunctionProcess_servesTheSameSite()
    {
        var second = await fixture.Site.AddFunctionsAsync(Cancellation);
        using var other = new SignedClient(second, fixture.Site.Key, fixture.Site.Secret, 4);
        using var client = NewClient();
        var batch = await other.SubmitBatchAsync(Bodies.Batch(500_000, 100, "care"), Cancellation);

        await UntilDeliveredAsync(client, batch!, 100);

        Assert.Equal(0, await fixture.Site.Functions[^1].StopAsync());
    }

    [Fact]
    public async Task Refusal_countsForWhatIsQueuedAlready()
    {
        const string number = "13812999001";
        using var client = NewClient();
        var first = await client.SubmitBatchAsync(Body(number, "care"), Cancellation);
        await UntilDeliveredAsync(client, first!, 1);
        await fixture.Site.AskAsync(
            HttpMethod.Post,
            "channels/mobile/pause",
            new { reason = "测试" },
            Cancellation
        );
        try
        {
            await UntilNothingLeavesAsync(client);
            var queued = await client.SubmitBatchAsync(Body(number, "promotion"), Cancellation);
            await UntilAsync(client, queued!, "queued", 1);

            await fixture.Site.Carriers.Phones.ReplyAsync(number, "106900001234", "T", Cancellation);

            await UntilAsync(client, queued!, "blocked", 1);
        }
        finally
        {
            await fixture.Site.AskAsync(
                HttpMethod.Post,
                "channels/mobile/resume",
                new { reason = "测试" },
                Cancellation
            );
        }

        var copies = await fixture.Site.Carriers.Phones.CopiesAsync([number], Cancellation);
        Assert.Equal([1], copies[number]);
    }

    /// <summary>The daemon learns of a pause within a second or so: asked by messages until one stays.</summary>
    private static async Task UntilNothingLeavesAsync(SignedClient client)
    {
        for (var probe = 0; ; probe++)
        {
            Assert.True(probe < 30, "The channel was never paused.");
            var batch = await client.SubmitBatchAsync(Body($"138129980{probe:D2}", "care"), Cancellation);
            await Task.Delay(TimeSpan.FromSeconds(4), Cancellation);
            if (await CountAsync(client, batch!, "queued") == 1)
            {
                return;
            }
        }
    }

    private static byte[] Body(string number, string lane) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                lane,
                content = "健康讲座，欢迎参加。",
                to = new[] { number },
            }
        );

    private SignedClient NewClient() => new(fixture.Site.Url, fixture.Site.Key, fixture.Site.Secret, 4);

    private static Task UntilDeliveredAsync(SignedClient client, string batch, int count) =>
        UntilAsync(client, batch, "delivered", count);

    private static Task UntilAsync(SignedClient client, string batch, string state, int count) =>
        LoadTest.Sites.Site.UntilAsync(
            async () => await CountAsync(client, batch, state) == count,
            $"{count} messages to be {state}",
            Cancellation
        );

    private static async Task<int?> CountAsync(SignedClient client, string batch, string state)
    {
        using var response = await client.SendAsync(
            HttpMethod.Get,
            $"/api/v1/batches/{batch}",
            [],
            Cancellation
        );
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
        return (int?)body["states"]?[state];
    }
}
