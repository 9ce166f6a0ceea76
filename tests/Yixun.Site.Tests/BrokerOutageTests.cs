using System.Net;
using System.Text.Json.Nodes;
using Xunit;
using Yixun.LoadTest;

namespace Yixun.Site.Tests;

/// <summary>A broker that is away or takes nothing: what is accepted meanwhile goes out afterwards.</summary>
[Collection("site")]
public sealed class BrokerOutageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatIsAcceptedWithoutABroker_isDeliveredWhenItIsBack()
    {
        await using var site = await LoadTest.Sites.Site.StartAsync(
            Platform.OpenLanes + ",\"SweepAge\":\"00:00:02\"",
            durable: false,
            connections: 2,
            window: 32,
            Cancellation
        );
        using var client = new SignedClient(site.Url, site.Key, site.Secret, 4);

        await site.Broker.KillAsync();
        var away = await client.SubmitBatchAsync(Bodies.Batch(700_000, 100, "care"), Cancellation);
        Assert.NotNull(away);
        await UntilReadyAsync(site, HttpStatusCode.ServiceUnavailable);
        await site.Broker.StartAsync();
        await UntilReadyAsync(site, HttpStatusCode.OK);
        await UntilDeliveredAsync(client, away, 100);

        await site.Broker.ControlAsync(Cancellation, "set_vm_memory_high_watermark", "0.000001");
        var blocked = await client.SubmitBatchAsync(Bodies.Batch(710_000, 100, "care"), Cancellation);
        Assert.NotNull(blocked);
        await site.Broker.ControlAsync(Cancellation, "set_vm_memory_high_watermark", "0.4");
        await UntilDeliveredAsync(client, blocked, 100);
        Assert.Equal(0, (long)(await site.Carriers.Phones.TotalsAsync(Cancellation))["repeated"]!);
    }

    private static async Task UntilReadyAsync(LoadTest.Sites.Site site, HttpStatusCode expected)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await LoadTest.Sites.Site.UntilAsync(
            async () =>
            {
                using var response = await http.GetAsync(new Uri(site.Url, "/health/ready"), Cancellation);
                return response.StatusCode == expected;
            },
            $"/health/ready to be {expected}",
            Cancellation
        );
    }

    private static Task UntilDeliveredAsync(SignedClient client, string batch, int count) =>
        LoadTest.Sites.Site.UntilAsync(
            async () =>
            {
                using var response = await client.SendAsync(
                    HttpMethod.Get,
                    $"/api/v1/batches/{batch}",
                    [],
                    Cancellation
                );
                var view = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
                return (int?)view["states"]?["delivered"] == count;
            },
            $"{count} messages to be delivered",
            Cancellation
        );
}
