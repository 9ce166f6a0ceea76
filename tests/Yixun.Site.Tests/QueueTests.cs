using System.Text.Json.Nodes;
using Xunit;
using Yixun.Messaging;
using Yixun.Messaging.RabbitMq;
using Yixun.Messaging.Transport;

namespace Yixun.Site.Tests;

/// <summary>The queues of a running site.</summary>
[Collection("site")]
public sealed class QueueTests(SiteFixture fixture) : IAsyncDisposable
{
    private static readonly string[] Channels = ["mobile", "unicom", "telecom"];

    private readonly RabbitMqQueues _queues = new(
        new RabbitMqOptions { Uri = fixture.Site.Broker.Uri },
        TimeProvider.System
    );

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryQueue_hasAConsumer_andDelayQueuesHaveNone()
    {
        foreach (var queue in QueueNames.All(Channels))
        {
            Assert.True(
                await _queues.GetStatusAsync(queue, Cancellation) is { Consumers: > 0 },
                $"{queue} has no consumer."
            );
            Assert.NotNull(await _queues.GetStatusAsync(QueueNames.DeadLetterOf(queue), Cancellation));
        }

        foreach (var delay in QueueNames.RetryDelays)
        {
            Assert.Equal(0, (await _queues.GetStatusAsync(QueueNames.Retry(delay), Cancellation))?.Consumers);
        }
    }

    [Fact]
    public async Task QueuesOfAChannel_comeAndGoWithIt()
    {
        var settings = new
        {
            settings = new
            {
                name = "临时",
                carriers = new[] { "Mobile" },
                accessNumber = "106900009999",
                protocol = "cmpp30",
                host = "127.0.0.1",
                port = 9,
                account = "901234",
                secret = "temporary",
                connections = 1,
                window = 1,
                weight = 0,
            },
        };
        await fixture.Site.AskAsync(HttpMethod.Put, "channels/passing", settings, Cancellation);
        foreach (var queue in QueueNames.OfChannel("passing"))
        {
            Assert.NotNull(await _queues.GetStatusAsync(queue, Cancellation));
        }

        await fixture.Site.AskAsync(HttpMethod.Delete, "channels/passing?reason=test", null, Cancellation);

        foreach (var queue in QueueNames.OfChannel("passing"))
        {
            Assert.Null(await _queues.GetStatusAsync(queue, Cancellation));
            Assert.Null(await _queues.GetStatusAsync(QueueNames.DeadLetterOf(queue), Cancellation));
        }

        // As if the broker had been away at the removal.
        await _queues.DeclareAsync(QueueNames.OfChannel("passing").First(), Cancellation);
        var said = await fixture.Site.OperateAsync("topology", "declare");
        Assert.Contains("已删除 1 个", said, StringComparison.Ordinal);
        Assert.Null(await _queues.GetStatusAsync(QueueNames.OfChannel("passing").First(), Cancellation));
    }

    [Fact]
    public async Task WhatCannotBeRead_endsAsADeadLetter_isAnAlert_andRedriveGivesItBack()
    {
        var dead = QueueNames.DeadLetterOf(QueueNames.Inbound);
        await _queues.PublishAsync(QueueNames.Inbound, new byte[40], Cancellation);
        await UntilAsync(dead, 1);
        await LoadTest.Sites.Site.UntilAsync(
            async () =>
                (await fixture.Site.AskAsync(HttpMethod.Get, "alerts?kind=dead-letters", null, Cancellation))[
                    "items"
                ]
                    is JsonArray { Count: > 0 },
            "the alert",
            Cancellation
        );

        var said = await fixture.Site.OperateAsync("topology", "redrive", "--queue", QueueNames.Inbound);

        Assert.Contains("已放回 1 块", said, StringComparison.Ordinal);
        // Still unreadable: it comes to the same end.
        await UntilAsync(dead, 1);
        await using var receiver = await _queues.OpenAsync(dead, 1, Cancellation);
        await (await receiver.ReceiveAsync(Cancellation)).AcknowledgeAsync();
    }

    public ValueTask DisposeAsync() => _queues.DisposeAsync();

    private Task UntilAsync(string queue, long depth) =>
        LoadTest.Sites.Site.UntilAsync(
            async () => (await _queues.GetStatusAsync(queue, Cancellation))?.Depth == depth,
            $"{depth} chunks in {queue}",
            Cancellation
        );
}
