using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Xunit;
using Yixun.Core.Alerts;
using Yixun.Core.Security;
using Yixun.Functions.Alerts;
using Yixun.Functions.Alerts.Delivery;
using Yixun.Functions.Http;

namespace Yixun.Functions.Tests.Alerts;

public sealed class WebhookAlertTests
{
    private const string Channel = "mobile-1";
    private const string Secret = "0123456789abcdef";

    [Fact]
    public async Task Receiver_getsSignedJson_whenRaisedAndWhenCleared()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        using var sender = Sender();
        await using var ground = await GroundAsync(sender, receiver);

        await ground.PassAsync(TimeSpan.FromMinutes(1), Channel, bound: 0);
        await ground.Courier.DeliverAsync(AlertGround.Cancellation);
        await ground.PassAsync(TimeSpan.FromMinutes(2), Channel, bound: 1);
        await ground.Courier.DeliverAsync(AlertGround.Cancellation);
        await ground.Courier.DeliverAsync(AlertGround.Cancellation);

        Assert.Equal(2, receiver.Posts.Count);
        var post = receiver.Posts.First();
        Assert.Equal(("POST", "/hook?token=1"), (post.Method, post.Path));
        Assert.StartsWith("application/json", post.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal(
            RequestSignature.Compute(
                Encoding.UTF8.GetBytes(Secret),
                "POST",
                post.Path,
                long.Parse(post.Headers[RequestSignature.TimestampHeader], CultureInfo.InvariantCulture),
                post.Headers[RequestSignature.NonceHeader],
                post.Body
            ),
            post.Headers[RequestSignature.SignatureHeader]
        );
        var notices = receiver.Posts.Select(one => JsonNode.Parse(one.Body)!).ToList();
        Assert.Equal(["raised", "cleared"], notices.Select(notice => (string?)notice["occasion"]));
        Assert.Single(notices.Select(notice => (string?)notice["alert"]!["id"]).Distinct());
        Assert.Equal(
            ("down", Channel, "critical", "通道中断"),
            (
                (string?)notices[0]["alert"]!["kind"],
                (string?)notices[0]["alert"]!["channel"],
                (string?)notices[0]["alert"]!["severity"],
                (string?)notices[0]["alert"]!["name"]
            )
        );
        Assert.Null(notices[0]["alert"]!["clearedAt"]);
        Assert.EndsWith("+08:00", (string?)notices[1]["alert"]!["clearedAt"], StringComparison.Ordinal);
        Assert.All(
            await ground.DeliveriesAsync(),
            delivery => Assert.Equal((AlertDeliveryState.Delivered, 1), (delivery.State, delivery.Tries))
        );
    }

    [Fact]
    public async Task Receiver_thatIsAway_isTriedWithGrowingPauses_andToldInOrderOnceItIsBack()
    {
        var receiver = await HttpReceiver.StartAsync();
        using var sender = Sender();
        await using var ground = await GroundAsync(sender, receiver);
        var port = receiver.Url.Port;
        await receiver.DisposeAsync();
        await ground.PassAsync(TimeSpan.FromMinutes(1), Channel, bound: 0);
        var pauses = new List<double>();
        for (var round = 0; round < 4; round++)
        {
            await ground.Courier.DeliverAsync(AlertGround.Cancellation);
            var waiting = (await ground.DeliveriesAsync())[0];
            Assert.Equal((AlertDeliveryState.Waiting, round + 1), (waiting.State, waiting.Tries));
            Assert.Contains("无法连接", waiting.LastError, StringComparison.Ordinal);
            pauses.Add((waiting.NextTryAt!.Value - ground.Time.GetUtcNow()).TotalSeconds);
            ground.Time.Advance(waiting.NextTryAt.Value - ground.Time.GetUtcNow());
        }

        await ground.PassAsync(TimeSpan.FromMinutes(2), Channel, bound: 1);
        await using var back = await HttpReceiver.StartAsync(port);
        for (var round = 0; round < 5; round++)
        {
            await ground.Courier.DeliverAsync(AlertGround.Cancellation);
            ground.Time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal([5, 10, 20, 40], pauses);
        Assert.Equal(
            ["raised", "cleared"],
            back.Posts.Select(post => (string?)JsonNode.Parse(post.Body)!["occasion"])
        );
    }

    [Fact]
    public async Task Redirect_isNotFollowed()
    {
        await using var elsewhere = await HttpReceiver.StartAsync();
        await using var receiver = await HttpReceiver.StartAsync();
        receiver.Answer = context =>
        {
            context.Response.Redirect(elsewhere.Url.ToString(), permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        };
        using var sender = Sender();

        var exception = await Assert.ThrowsAsync<AlertNotDeliveredException>(() =>
            sender.SendAsync(
                new AlertDestination(receiver.Url.ToString(), ""),
                Notice,
                AlertGround.Cancellation
            )
        );

        Assert.Contains("307", exception.Message, StringComparison.Ordinal);
        Assert.Single(receiver.Posts);
        Assert.Empty(elsewhere.Posts);
        Assert.False(receiver.Posts.First().Headers.ContainsKey(RequestSignature.SignatureHeader));
    }

    [Fact]
    public async Task Receiver_thatDoesNotAnswer_isGivenUpAfterTheTime()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        receiver.Answer = context => Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted);
        using var sender = Sender(new AlertOptions { WebhookTimeout = TimeSpan.FromMilliseconds(300) });

        var exception = await Assert.ThrowsAsync<AlertNotDeliveredException>(() =>
            sender.SendAsync(
                new AlertDestination(receiver.Url.ToString(), ""),
                Notice,
                AlertGround.Cancellation
            )
        );

        Assert.Contains("超时", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_service_isNotConnectedTo_whateverIsStored()
    {
        using var sender = Sender();

        var exception = await Assert.ThrowsAsync<AlertNotDeliveredException>(() =>
            sender.SendAsync(
                new AlertDestination("http://169.254.169.254/", ""),
                Notice,
                AlertGround.Cancellation
            )
        );

        Assert.Equal("目标地址不允许连接", exception.Message);
    }

    [Fact]
    public async Task FailingTarget_isGivenUpInTheEnd_andHoldsUpNoOther()
    {
        await using var broken = await HttpReceiver.StartAsync();
        broken.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        await using var receiver = await HttpReceiver.StartAsync();
        using var sender = Sender();
        await using var ground = await GroundAsync(sender, receiver);
        var failing = await ground.AddTargetAsync(AlertTargetKind.Webhook, broken.Url.ToString());
        await ground.PassAsync(TimeSpan.FromMinutes(1), Channel, bound: 0);

        await ground.Courier.DeliverAsync(AlertGround.Cancellation);
        ground.Time.Advance(ground.Settings.GiveUpAfter);
        await ground.Courier.DeliverAsync(AlertGround.Cancellation);

        Assert.Single(receiver.Posts);
        Assert.Equal(2, broken.Posts.Count);
        var given = (await ground.DeliveriesAsync()).Single(delivery => delivery.TargetId == failing);
        Assert.Equal(
            (AlertDeliveryState.GivenUp, "接收方返回 HTTP 500", (DateTimeOffset?)null),
            (given.State, given.LastError, given.NextTryAt)
        );
    }

    [Theory]
    [InlineData("ftp://10.1.1.1/", "")]
    [InlineData("10.1.1.1", "")]
    [InlineData("http://user:word@10.1.1.1/", "")]
    [InlineData("http://10.1.1.1/", "short")]
    [InlineData("http://169.254.169.254/latest/meta-data", "")]
    [InlineData("http://[fe80::1]/", "")]
    public void Check_refusesWhatCantWork(string address, string secret)
    {
        using var sender = Sender();

        Assert.NotNull(sender.Check(new AlertDestination(address, secret)));
        Assert.Null(sender.Check(new AlertDestination("http://10.1.1.1/a?b=c", Secret)));
        Assert.Equal("http://10.1.1.1/a?***", sender.Mask("http://10.1.1.1/a?b=c"));
    }

    private static AlertNotice Notice { get; } =
        new(
            "1",
            "test",
            new AlertNoticeSubject(
                "1",
                "test",
                "测试告警",
                null,
                "info",
                "无须处理",
                DateTimeOffset.UnixEpoch,
                null
            )
        );

    private static WebhookAlertSender Sender(AlertOptions? options = null) =>
        new(
            TimeProvider.System,
            Options.Create(options ?? new AlertOptions()),
            new OutboundConnections(Options.Create(new OutboundOptions()))
        );

    private static async Task<AlertGround> GroundAsync(WebhookAlertSender sender, HttpReceiver receiver)
    {
        var ground = await AlertGround.CreateAsync(sender);
        await ground.AddChannelAsync(Channel);
        await ground.AddTargetAsync(
            AlertTargetKind.Webhook,
            new Uri(receiver.Url, "/hook?token=1").ToString(),
            Secret
        );
        return ground;
    }
}
