using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Core.Alerts;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Core.Signatures;
using Yixun.Data.Model;
using Yixun.Messaging;

namespace Yixun.Functions.Tests.Alerts;

public sealed class AlertWatchTests
{
    private const string Channel = "mobile-1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ChannelDown_isRaisedOnceItLasts_andClearedOnceItIsOver()
    {
        await using var ground = await AlertGround.CreateAsync();
        await ground.AddChannelAsync(Channel);
        await ground.AddTargetAsync(AlertTargetKind.Email, "duty@example.org");
        await ground.PassAsync(TimeSpan.FromMinutes(1), Channel, bound: 2);
        Assert.Empty(await ground.AlertsAsync());

        await ground.PassAsync(TimeSpan.FromSeconds(20), Channel, bound: 0);
        Assert.Empty(await ground.AlertsAsync());
        await ground.PassAsync(TimeSpan.FromSeconds(10), Channel, bound: 0);
        var raised = Assert.Single(await ground.AlertsAsync());
        await ground.PassAsync(TimeSpan.FromMinutes(30), Channel, bound: 0, TimeSpan.FromMinutes(3));
        Assert.Single(await ground.AlertsAsync());
        await ground.PassAsync(TimeSpan.FromSeconds(60), Channel, bound: 2);
        Assert.Null((await ground.AlertsAsync())[0].ClearedAt);
        await ground.PassAsync(TimeSpan.FromSeconds(10), Channel, bound: 2);

        Assert.Equal(
            (AlertKinds.Down, Channel, AlertSeverity.Critical),
            (raised.Kind, raised.ChannelId, raised.Severity)
        );
        Assert.Contains(
            "移动一（mobile-1） 没有任何连接，自 11-23 10:01:00 起",
            raised.Detail,
            StringComparison.Ordinal
        );
        Assert.Equal(ground.Time.GetUtcNow(), Assert.Single(await ground.AlertsAsync()).ClearedAt);
        Assert.Equal(
            [AlertOccasion.Raised, AlertOccasion.Cleared],
            (await ground.DeliveriesAsync()).Select(delivery => delivery.Occasion)
        );
    }

    [Fact]
    public async Task RedisAway_isRaisedOnceItLasts_andClearedOnceItIsBack()
    {
        await using var ground = await AlertGround.CreateAsync();
        await ground.AddChannelAsync(Channel);
        await ground.PassAsync(TimeSpan.FromSeconds(20), Channel, bound: 2);
        ground.Sharing.LostSince = ground.Time.GetUtcNow();

        await ground.PassAsync(TimeSpan.FromSeconds(20), Channel, bound: 2);
        Assert.Empty(await ground.AlertsAsync());
        await ground.PassAsync(TimeSpan.FromSeconds(20), Channel, bound: 2);
        var raised = Assert.Single(await ground.AlertsAsync());
        ground.Sharing.LostSince = null;
        await ground.PassAsync(TimeSpan.FromMinutes(2), Channel, bound: 2);

        Assert.Equal((AlertKinds.RedisAway, AlertSeverity.Warning), (raised.Kind, raised.Severity));
        Assert.NotNull(Assert.Single(await ground.AlertsAsync()).ClearedAt);
    }

    [Fact]
    public async Task ChannelThatComesAndGoes_neitherClearsNorStorms()
    {
        await using var ground = await AlertGround.CreateAsync();
        await ground.AddChannelAsync(Channel);
        await ground.AddTargetAsync(AlertTargetKind.Email, "duty@example.org");
        await ground.PassAsync(TimeSpan.FromMinutes(1), Channel, bound: 0);

        for (var turn = 0; turn < 5; turn++)
        {
            await ground.PassAsync(TimeSpan.FromSeconds(30), Channel, bound: 2);
            await ground.PassAsync(TimeSpan.FromSeconds(20), Channel, bound: 0);
        }

        Assert.Null(Assert.Single(await ground.AlertsAsync()).ClearedAt);
        Assert.Single(await ground.DeliveriesAsync());
    }

    [Fact]
    public async Task OpenAlert_isRemindedOf_untilItIsAcknowledged()
    {
        await using var ground = await AlertGround.CreateAsync();
        await ground.AddChannelAsync(Channel);
        await ground.AddTargetAsync(AlertTargetKind.Email, "duty@example.org");
        await ground.PassAsync(TimeSpan.FromMinutes(1), Channel, bound: 0);
        ground.Settings.ReminderEvery = TimeSpan.FromMinutes(20);
        await ground.PassAsync(TimeSpan.FromMinutes(45), Channel, bound: 0, TimeSpan.FromMinutes(3));
        var reminders = (await ground.DeliveriesAsync()).Count(delivery =>
            delivery.Occasion == AlertOccasion.Reminder
        );
        await ground.ChangeAsync(async context =>
            (await context.Alerts.SingleAsync(Cancellation)).AcknowledgedAt = ground.Time.GetUtcNow()
        );

        await ground.PassAsync(TimeSpan.FromMinutes(45), Channel, bound: 0, TimeSpan.FromMinutes(3));

        Assert.Equal(2, reminders);
        Assert.Equal(3, (await ground.DeliveriesAsync()).Count);
    }

    [Fact]
    public async Task DaemonAway_isOneAlert_andLeavesWhatIsOpenOpen()
    {
        await using var ground = await AlertGround.CreateAsync();
        await ground.AddChannelAsync(Channel);
        await ground.PassAsync(TimeSpan.FromMinutes(1), Channel, bound: 0);
        ground.Settings.StateAge = TimeSpan.FromSeconds(30);
        for (var look = 0; look < 12; look++)
        {
            ground.Time.Advance(TimeSpan.FromSeconds(10));
            await ground.Watch.LookAsync(Cancellation);
        }

        var alerts = await ground.AlertsAsync();

        Assert.Equal([AlertKinds.Down, AlertKinds.DaemonAway], alerts.Select(alert => alert.Kind));
        Assert.All(alerts, alert => Assert.Null(alert.ClearedAt));
        Assert.Equal("", alerts[1].ChannelId);
    }

    [Fact]
    public async Task DisabledChannel_isNotDown()
    {
        await using var ground = await AlertGround.CreateAsync();
        await ground.AddChannelAsync(Channel);
        await ground.ChangeAsync(async context =>
            (await context.Channels.SingleAsync(Cancellation)).Enabled = false
        );

        await ground.PassAsync(TimeSpan.FromMinutes(2), Channel, bound: 0);

        Assert.Empty(await ground.AlertsAsync());
    }

    [Fact]
    public async Task LowShare_isRaisedAfterItsTime()
    {
        await using var ground = await AlertGround.CreateAsync();
        await ground.AddChannelAsync(Channel);
        await ground.ChangeAsync(async context =>
        {
            var channel = await context.Channels.SingleAsync(Cancellation);
            channel.HealthShare = 60;
            channel.HealthReason = "报告变慢";
        });
        await ground.PassAsync(TimeSpan.FromMinutes(15), Channel, bound: 2, TimeSpan.FromSeconds(30));
        var before = await ground.AlertsAsync();
        await ground.PassAsync(TimeSpan.FromSeconds(30), Channel, bound: 2);

        Assert.Empty(before);
        var alert = Assert.Single(await ground.AlertsAsync());
        Assert.Equal((AlertKinds.Degraded, AlertSeverity.Warning), (alert.Kind, alert.Severity));
        Assert.Contains("60%：报告变慢", alert.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 49, true)]
    [InlineData(100, 50, false)]
    [InlineData(49, 0, false)]
    public async Task FewReports_areALoss(int accepted, int reported, bool raised)
    {
        await using var ground = await AlertGround.CreateAsync();
        await ground.AddChannelAsync(Channel);
        await AddMinuteAsync(
            ground,
            TimeSpan.FromMinutes(10),
            minute =>
            {
                minute.Accepted = accepted;
                minute.ReportedSoFar = reported;
            }
        );
        // Too young to have reports.
        await AddMinuteAsync(ground, TimeSpan.FromMinutes(2), minute => minute.Accepted = 1000);

        await ground.PassAsync(TimeSpan.FromSeconds(30), Channel, bound: 2);

        Assert.Equal(
            raised ? [AlertKinds.ReceiptLoss] : [],
            (await ground.AlertsAsync()).Select(alert => alert.Kind)
        );
    }

    [Theory]
    [InlineData(500, 100, true)]
    [InlineData(501, 100, false)]
    [InlineData(49, 49, false)]
    public async Task ManyTooFastAnswers_areAStorm(int submits, int refused, bool raised)
    {
        await using var ground = await AlertGround.CreateAsync();
        await ground.AddChannelAsync(Channel);
        await AddMinuteAsync(
            ground,
            TimeSpan.FromMinutes(1),
            minute =>
            {
                minute.Submits = submits;
                minute.FlowControl = refused;
            }
        );

        await ground.PassAsync(TimeSpan.FromSeconds(30), Channel, bound: 2);

        Assert.Equal(
            raised ? [AlertKinds.FlowControl] : [],
            (await ground.AlertsAsync()).Select(alert => alert.Kind)
        );
    }

    [Theory]
    [InlineData(Lane.Care, AlertSeverity.Critical)]
    [InlineData(Lane.Promotion, AlertSeverity.Warning)]
    public async Task OldQueuedMessage_isABacklog(Lane lane, AlertSeverity severity)
    {
        await using var ground = await AlertGround.CreateAsync();
        await ground.AddChannelAsync(Channel);
        await ground.ChangeAsync(async context =>
            (await context.Channels.SingleAsync(Cancellation)).Mode = ChannelMode.Paused
        );
        await ground.ChangeAsync(context =>
        {
            context.Messages.Add(
                new MessageEntity
                {
                    Id = ground.Ids.Next(),
                    Lane = lane,
                    State = MessageState.Queued,
                    ChannelId = Channel,
                    PhoneCipher = [1],
                }
            );
            return Task.CompletedTask;
        });
        await ground.PassAsync(TimeSpan.FromMinutes(5), Channel, bound: 2, TimeSpan.FromSeconds(30));
        var before = await ground.AlertsAsync();

        await ground.PassAsync(TimeSpan.FromSeconds(30), Channel, bound: 2);

        Assert.Empty(before);
        var alert = Assert.Single(await ground.AlertsAsync());
        Assert.Equal((AlertKinds.Backlog, severity), (alert.Kind, alert.Severity));
        Assert.Contains("（已暂停） 积压", alert.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MessageOfAClosedLane_isNoBacklog_untilTheLaneHasBeenOpenForLong()
    {
        await using var ground = await AlertGround.CreateAsync();
        await ground.AddChannelAsync(Channel);
        await ground.ChangeAsync(context =>
        {
            context.Messages.Add(
                new MessageEntity
                {
                    Id = ground.Ids.Next(),
                    Lane = Lane.Promotion,
                    State = MessageState.Queued,
                    ChannelId = Channel,
                    PhoneCipher = [1],
                }
            );
            return Task.CompletedTask;
        });

        // From 10:00 to 21:00, when the lane closes; looked at then, and until it opens again at 8:00.
        ground.Time.Advance(TimeSpan.FromHours(11));
        await ground.PassAsync(TimeSpan.FromMinutes(10), Channel, bound: 2, TimeSpan.FromSeconds(30));
        ground.Time.Advance(TimeSpan.FromHours(10) + TimeSpan.FromMinutes(50));
        await ground.PassAsync(TimeSpan.FromMinutes(4), Channel, bound: 2, TimeSpan.FromSeconds(30));
        Assert.Empty(await ground.AlertsAsync());

        await ground.PassAsync(TimeSpan.FromMinutes(2), Channel, bound: 2, TimeSpan.FromSeconds(30));

        Assert.Equal(AlertKinds.Backlog, Assert.Single(await ground.AlertsAsync()).Kind);
    }

    [Fact]
    public async Task ManyQueuedMessages_areABacklog_beforeTheyAreOld()
    {
        await using var ground = await AlertGround.CreateAsync();
        ground.Settings.BacklogMessages = 20;
        await ground.AddChannelAsync(Channel);
        await ground.ChangeAsync(context =>
        {
            context.Messages.AddRange(
                Enumerable
                    .Range(0, 21)
                    .Select(_ => new MessageEntity
                    {
                        Id = ground.Ids.Next(),
                        Lane = Lane.Promotion,
                        State = MessageState.Queued,
                        ChannelId = Channel,
                        PhoneCipher = [1],
                    })
                    .ToList()
            );
            return Task.CompletedTask;
        });

        await ground.PassAsync(TimeSpan.FromSeconds(30), Channel, bound: 2);

        Assert.Equal(AlertKinds.Backlog, Assert.Single(await ground.AlertsAsync()).Kind);
    }

    [Fact]
    public async Task Target_isToldOnlyOfWhatItWants()
    {
        await using var ground = await AlertGround.CreateAsync();
        await ground.AddChannelAsync(Channel);
        var all = await ground.AddTargetAsync(AlertTargetKind.Email, "a@example.org");
        var critical = await ground.AddTargetAsync(
            AlertTargetKind.Email,
            "b@example.org",
            change: target => target.MinimumSeverity = AlertSeverity.Critical
        );
        await ground.AddTargetAsync(
            AlertTargetKind.Email,
            "c@example.org",
            change: target => target.Kinds = $"{AlertKinds.Backlog},{AlertKinds.DaemonAway}"
        );
        await ground.AddTargetAsync(
            AlertTargetKind.Email,
            "d@example.org",
            change: target => target.Enabled = false
        );
        await ground.ChangeAsync(async context =>
            (await context.Channels.SingleAsync(Cancellation)).HealthShare = 50
        );
        await ground.PassAsync(TimeSpan.FromMinutes(2), Channel, bound: 0, TimeSpan.FromSeconds(30));
        await ground.PassAsync(TimeSpan.FromMinutes(16), Channel, bound: 1, TimeSpan.FromSeconds(30));

        var alerts = await ground.AlertsAsync();
        var told = (await ground.DeliveriesAsync()).Select(delivery =>
            (alerts.Single(alert => alert.Id == delivery.AlertId).Kind, delivery.TargetId)
        );

        // Down, over again, and only then degraded: both would say the same.
        Assert.Equal(
            [
                (AlertKinds.Down, all),
                (AlertKinds.Down, critical),
                (AlertKinds.Down, all),
                (AlertKinds.Down, critical),
                (AlertKinds.Degraded, all),
            ],
            told
        );
    }

    private static Task AddMinuteAsync(
        AlertGround ground,
        TimeSpan ago,
        Action<ChannelMinuteEntity> change
    ) =>
        ground.ChangeAsync(context =>
        {
            var minute = new ChannelMinuteEntity
            {
                ChannelId = Channel,
                Minute = (int)((ground.Time.GetUtcNow() - ago).ToUnixTimeSeconds() / 60),
                Owner = 1,
            };
            change(minute);
            context.ChannelMinutes.Add(minute);
            return Task.CompletedTask;
        });

    [Fact]
    public async Task SignatureRegistration_isWarnedOfBeforeItsEnd_isCriticalAfterIt_andClearsOnceRenewed()
    {
        await using var ground = await AlertGround.CreateAsync();
        await ground.AddChannelAsync(Channel);
        var registration = new SignatureRegistrationEntity
        {
            Id = 1,
            SignatureId = 1,
            Carrier = Carrier.Mobile,
            AccessNumber = "",
            State = RegistrationState.Registered,
            ExpiresAt = ground.Time.GetUtcNow().AddDays(31),
        };
        await ground.ChangeAsync(context =>
        {
            context.Signatures.Add(
                new SignatureEntity
                {
                    Id = 1,
                    Text = "示例医院",
                    CreatedBy = "test",
                }
            );
            context.SignatureRegistrations.Add(registration);
            return Task.CompletedTask;
        });
        await ground.PassAsync(TimeSpan.FromMinutes(1), Channel, bound: 2);
        Assert.Empty(await ground.AlertsAsync());

        ground.Time.Advance(TimeSpan.FromDays(2));
        await ground.PassAsync(TimeSpan.FromSeconds(10), Channel, bound: 2);
        var warned = Assert.Single(await ground.AlertsAsync());
        Assert.Equal(
            (
                AlertKinds.SignatureExpiry,
                AlertSeverity.Warning,
                "1 个签名报备将在 30 天内到期，最早的为 2026-12-24，请续期"
            ),
            (warned.Kind, warned.Severity, warned.Detail)
        );

        ground.Time.Advance(TimeSpan.FromDays(30));
        await ground.ChangeAsync(async context =>
            (await context.SignatureRegistrations.SingleAsync(Cancellation)).State = RegistrationState.Expired
        );
        await ground.PassAsync(TimeSpan.FromSeconds(10), Channel, bound: 2);
        var ended = Assert.Single(await ground.AlertsAsync(), alert => alert.ClearedAt is null);
        Assert.Equal(
            (AlertSeverity.Critical, "1 个签名报备已到期，最早的为 2026-12-24，请续期"),
            (ended.Severity, ended.Detail)
        );

        await ground.ChangeAsync(async context =>
        {
            var row = await context.SignatureRegistrations.SingleAsync(Cancellation);
            row.State = RegistrationState.Registered;
            row.ExpiresAt = ground.Time.GetUtcNow().AddYears(1);
        });
        await ground.PassAsync(TimeSpan.FromSeconds(80), Channel, bound: 2);
        Assert.All(await ground.AlertsAsync(), alert => Assert.NotNull(alert.ClearedAt));
    }

    [Fact]
    public async Task Tidy_removesWhatHasBeenOverForLong_withItsDeliveries_andNothingThatIsOpen()
    {
        await using var ground = await AlertGround.CreateAsync();
        await ground.AddChannelAsync(Channel);
        await ground.AddTargetAsync(AlertTargetKind.Email, "duty@example.org");
        await ground.PassAsync(TimeSpan.FromMinutes(1), Channel, bound: 0);
        await ground.PassAsync(TimeSpan.FromMinutes(2), Channel, bound: 2);
        Assert.NotNull(Assert.Single(await ground.AlertsAsync()).ClearedAt);

        ground.Time.Advance(ground.Settings.Keep - TimeSpan.FromMinutes(5));
        await ground.Keeper.TidyAsync(Cancellation);
        Assert.Single(await ground.AlertsAsync());
        Assert.Equal(2, (await ground.DeliveriesAsync()).Count);

        await ground.AddChannelAsync("mobile-2");
        await ground.SayAsync(Channel, bound: 2);
        await ground.PassAsync(TimeSpan.FromMinutes(6), "mobile-2", bound: 0);
        await ground.Keeper.TidyAsync(Cancellation);
        var kept = Assert.Single(await ground.AlertsAsync());
        Assert.Equal(("mobile-2", (DateTimeOffset?)null), (kept.ChannelId, kept.ClearedAt));
        Assert.All(await ground.DeliveriesAsync(), delivery => Assert.Equal(kept.Id, delivery.AlertId));
    }

    [Fact]
    public async Task Dead_letters_are_an_alert_until_they_are_put_back()
    {
        await using var ground = await AlertGround.CreateAsync();
        await ground.Queues.DeclareAsync(QueueNames.Receipts, Cancellation);
        await ground.PassAsync(TimeSpan.FromSeconds(10), Channel, bound: 2);
        Assert.Empty(await ground.AlertsAsync());

        await ground.Queues.PublishAsync(
            QueueNames.DeadLetterOf(QueueNames.Receipts),
            new byte[1],
            Cancellation
        );
        await ground.PassAsync(TimeSpan.FromSeconds(10), Channel, bound: 2);

        var alert = Assert.Single(await ground.AlertsAsync());
        Assert.Equal((AlertKinds.DeadLetters, AlertSeverity.Critical), (alert.Kind, alert.Severity));
        Assert.Contains("receipts 1 块", alert.Detail, StringComparison.Ordinal);

        await ground.Queues.DeleteAsync(QueueNames.Receipts, Cancellation);
        await ground.PassAsync(TimeSpan.FromMinutes(5), Channel, bound: 2);
        Assert.NotNull(Assert.Single(await ground.AlertsAsync()).ClearedAt);
    }
}
