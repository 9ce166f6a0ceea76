using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using Yixun.LoadTest;

namespace Yixun.Standalone.Tests;

/// <summary>An MMS that was accepted outlives the process, media and all.</summary>
public sealed class MmsCrashTests
{
    /// <summary>Between the answer and the time that it is to be sent, the process is killed.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(6);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_betweenAcceptAndSend_losesNothing()
    {
        var assembly = PlatformFixture.AssemblyOf("Yixun.Standalone");
        var number = MmsPlatform.NewNumber("138");
        var folder = Directory.CreateTempSubdirectory("yixun-mms-").FullName;
        var first = await Platform.StartAsync(assembly, Platform.OpenLanes, folder, 0, Cancellation);
        string id;
        using (var client = new SignedClient(first, 1))
        {
            using var response = await client.SendAsync(
                HttpMethod.Post,
                "/api/v1/mms",
                Encoding.UTF8.GetBytes(
                    new JsonObject
                    {
                        ["lane"] = "care",
                        ["to"] = new JsonArray(number),
                        ["subject"] = "检查报告",
                        ["scheduledAt"] = (DateTimeOffset.UtcNow + Ahead).ToString("O"),
                        ["slides"] = new JsonArray(
                            new JsonObject
                            {
                                ["media"] = new JsonArray(
                                    new JsonObject { ["base64"] = Convert.ToBase64String(MmsFiles.Png) }
                                ),
                            }
                        ),
                    }.ToJsonString()
                ),
                Cancellation
            );
            var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
            Assert.True((int)response.StatusCode == 202, answer.ToJsonString());
            id = (string)answer["messages"]![0]!["id"]!;
        }

        await first.KillAsync();
        await using var second = await Platform.StartAsync(
            assembly,
            Platform.OpenLanes,
            folder,
            0,
            Cancellation
        );
        using var reader = new SignedClient(second, 1);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        JsonNode record;
        do
        {
            await Task.Delay(200, limit.Token);
            using var response = await reader.SendAsync(
                HttpMethod.Get,
                $"/api/v1/messages/{id}",
                [],
                limit.Token
            );
            record = JsonNode.Parse(await response.Content.ReadAsStringAsync(limit.Token))!;
        } while ((string?)record["state"] != "delivered");

        using var plain = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var phone = JsonNode.Parse(
            await plain.GetStringAsync(new Uri(second.Simulator!, $"/api/phones/{number}"), Cancellation)
        )!;
        var shown = Assert.Single(phone.AsArray())!;
        Assert.Equal(1, (int)shown["copies"]!);
        Assert.Equal(
            MmsFiles.Png.Length,
            (int)
                shown["mms"]!["media"]!.AsArray().Single(medium => (string?)medium!["type"] == "image/png")![
                    "size"
                ]!
        );
    }
}
