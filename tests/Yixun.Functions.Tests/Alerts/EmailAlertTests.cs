using Microsoft.Extensions.Options;
using MimeKit;
using Xunit;
using Yixun.Core.Alerts;
using Yixun.Functions.Alerts.Delivery;

namespace Yixun.Functions.Tests.Alerts;

public sealed class EmailAlertTests
{
    private const string Channel = "mobile-1";
    private const string Address = "duty@hospital.example";

    [Fact]
    public async Task Alert_arrivesAsMailOfPlainText()
    {
        await using var server = new SmtpReceiver { Login = ("alerts", "a-password") };
        await using var ground = await GroundAsync(server, "a-password");

        await ground.PassAsync(TimeSpan.FromMinutes(1), Channel, bound: 0);
        await ground.Courier.DeliverAsync(AlertGround.Cancellation);

        var received = Assert.Single(server.Mails);
        Assert.Contains("<yixun@hospital.example>", received.From, StringComparison.Ordinal);
        Assert.Contains($"<{Address}>", received.To, StringComparison.Ordinal);
        using var octets = new MemoryStream(received.Octets);
        using var mail = await MimeMessage.LoadAsync(octets, AlertGround.Cancellation);
        Assert.Equal("[医讯] 严重告警：通道中断", mail.Subject);
        Assert.Contains("移动一（mobile-1） 没有任何连接", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("2026-11-23 10:0", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(AlertDeliveryState.Delivered, Assert.Single(await ground.DeliveriesAsync()).State);
    }

    [Theory]
    [InlineData("450 later", "450")]
    [InlineData("550 unknown", "550")]
    public async Task RefusedRecipient_isTriedAgain(string answer, string code)
    {
        await using var server = new SmtpReceiver { RecipientAnswer = answer };
        await using var ground = await GroundAsync(server);
        await ground.PassAsync(TimeSpan.FromMinutes(1), Channel, bound: 0);
        await ground.Courier.DeliverAsync(AlertGround.Cancellation);
        var waiting = Assert.Single(await ground.DeliveriesAsync());

        server.RecipientAnswer = "250 OK";
        ground.Time.Advance(TimeSpan.FromSeconds(5));
        await ground.Courier.DeliverAsync(AlertGround.Cancellation);

        Assert.Contains(code, waiting.LastError, StringComparison.Ordinal);
        Assert.DoesNotContain(Address, waiting.LastError, StringComparison.Ordinal);
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task WrongPassword_isSaidSo()
    {
        await using var server = new SmtpReceiver { Login = ("alerts", "another") };
        await using var ground = await GroundAsync(server, "a-password");

        await ground.PassAsync(TimeSpan.FromMinutes(1), Channel, bound: 0);
        await ground.Courier.DeliverAsync(AlertGround.Cancellation);

        var delivery = Assert.Single(await ground.DeliveriesAsync());
        Assert.Equal("邮件服务器拒绝登录", delivery.LastError);
        Assert.Equal(
            $"Target {delivery.TargetId} was not told of alert {delivery.AlertId} in try 1",
            Assert.Single(ground.Log.Lines)
        );
        Assert.Empty(server.Mails);
    }

    [Fact]
    public async Task ServerAway_andServerNotConfigured_areSaidSo()
    {
        int port;
        await using (var server = new SmtpReceiver())
        {
            port = server.Port;
        }

        var notice = new AlertNotice(
            "1",
            "test",
            new AlertNoticeSubject("1", "test", "测试", null, "info", "", DateTimeOffset.UnixEpoch, null)
        );
        var destination = new AlertDestination(Address, "");

        var away = await Assert.ThrowsAsync<AlertNotDeliveredException>(() =>
            Sender(port).SendAsync(destination, notice, AlertGround.Cancellation)
        );
        var missing = await Assert.ThrowsAsync<AlertNotDeliveredException>(() =>
            new EmailAlertSender(TimeProvider.System, Options.Create(new SmtpOptions())).SendAsync(
                destination,
                notice,
                AlertGround.Cancellation
            )
        );

        Assert.Contains("无法经邮件服务器发送", away.Message, StringComparison.Ordinal);
        Assert.Contains("Yixun:Smtp", missing.Message, StringComparison.Ordinal);
        Assert.Null(Sender(port).Missing);
        Assert.Contains(
            "Yixun:Smtp:Host",
            new EmailAlertSender(TimeProvider.System, Options.Create(new SmtpOptions())).Missing,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Yixun:Smtp:From",
            new EmailAlertSender(
                TimeProvider.System,
                Options.Create(new SmtpOptions { Host = "127.0.0.1" })
            ).Missing,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task QuietHours_holdBackWhatIsNotCritical_andDropWhatIsOverByThen()
    {
        await using var server = new SmtpReceiver();
        await using var ground = await AlertGround.CreateAsync(Sender(server.Port));
        await ground.AddChannelAsync(Channel);
        // It is 10:00.
        await ground.AddTargetAsync(
            AlertTargetKind.Email,
            Address,
            change: target => target.QuietHours = "22:00-10:30"
        );
        await ground.ChangeAsync(async context =>
            (await context.Channels.FindAsync([Channel], AlertGround.Cancellation))!.HealthShare = 50
        );
        await ground.PassAsync(TimeSpan.FromMinutes(16), Channel, bound: 1, TimeSpan.FromSeconds(30));
        await ground.Courier.DeliverAsync(AlertGround.Cancellation);
        var held = Assert.Single(await ground.DeliveriesAsync());
        await ground.PassAsync(TimeSpan.FromMinutes(1), Channel, bound: 0);
        await ground.Courier.DeliverAsync(AlertGround.Cancellation);
        Assert.Single(server.Mails);

        await ground.ChangeAsync(async context =>
            (await context.Channels.FindAsync([Channel], AlertGround.Cancellation))!.HealthShare = 100
        );
        await ground.PassAsync(TimeSpan.FromMinutes(30), Channel, bound: 0, TimeSpan.FromSeconds(90));
        await ground.Courier.DeliverAsync(AlertGround.Cancellation);
        await ground.Courier.DeliverAsync(AlertGround.Cancellation);

        Assert.Equal(new DateTimeOffset(2026, 11, 23, 2, 30, 0, TimeSpan.Zero), held.NextTryAt);
        Assert.Single(server.Mails);
        Assert.Equal(
            [
                (AlertOccasion.Raised, AlertDeliveryState.Dropped),
                (AlertOccasion.Raised, AlertDeliveryState.Delivered),
                (AlertOccasion.Cleared, AlertDeliveryState.Dropped),
            ],
            (await ground.DeliveriesAsync()).Select(delivery => (delivery.Occasion, delivery.State))
        );
    }

    private static EmailAlertSender Sender(int port, string password = "") =>
        new(
            TimeProvider.System,
            Options.Create(
                new SmtpOptions
                {
                    Host = "127.0.0.1",
                    Port = port,
                    Security = "None",
                    From = "yixun@hospital.example",
                    User = password.Length == 0 ? "" : "alerts",
                    Password = password,
                }
            )
        );

    private static async Task<AlertGround> GroundAsync(SmtpReceiver server, string password = "")
    {
        var ground = await AlertGround.CreateAsync(Sender(server.Port, password));
        await ground.AddChannelAsync(Channel);
        await ground.AddTargetAsync(AlertTargetKind.Email, Address);
        return ground;
    }
}
