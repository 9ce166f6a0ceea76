using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Coordination.InProcess;
using Yixun.Core.Alerts;
using Yixun.Core.Ids;
using Yixun.Core.Security;
using Yixun.Data.Channels;
using Yixun.Data.Model;
using Yixun.Data.Partitions;
using Yixun.Data.Sqlite;
using Yixun.Functions.Alerts;
using Yixun.Functions.Alerts.Conditions;
using Yixun.Functions.Alerts.Delivery;
using Yixun.Functions.Health;
using Yixun.Functions.Hosting;
using Yixun.Functions.Reference;
using Yixun.Messaging.InProcess;

namespace Yixun.Functions.Tests.Alerts;

/// <summary>A database, a clock that tests move, and everything that watches and tells.</summary>
internal sealed class AlertGround : IDbContextFactory<YixunDbContext>, IAsyncDisposable
{
    private readonly string _folder;
    private readonly SqliteDatabase _database;

    private AlertGround(string folder, SqliteDatabase database, IAlertSender[] senders)
    {
        _folder = folder;
        _database = database;
        Cipher = new FieldCipher(DataKeyRing.Generate());
        Ids = new MessageIdGenerator(0, Time);
        var options = Options.Create(Settings);
        var reference = new ReferenceData(
            this,
            Cipher,
            new ChannelRows(Cipher, Ids),
            new ReferenceSignals(new InProcessSignals()),
            Options.Create(new YixunOptions())
        );
        Targets = new AlertTargets(Cipher, Ids);
        Watch = new AlertWatch(
            new AlertSituationReader(
                this,
                new ChannelLoad(this),
                reference,
                new DeadLetterReader(Queues, reference, Time),
                Sharing,
                new MessagePartitions(database, new RetentionOptions(), Time),
                Time,
                options
            ),
            [
                new DownCondition(options),
                new DegradedCondition(options),
                new BacklogCondition(options),
                new ReceiptLossCondition(options),
                new FlowControlCondition(options),
                new DaemonAwayCondition(options),
                new SignatureExpiryCondition(),
                new DeadLetterCondition(),
                new RedisAwayCondition(options),
            ],
            this,
            Ids,
            options,
            NullLogger<AlertWatch>.Instance
        );
        Keeper = new AlertKeeper(this, Time, options);
        Courier = new AlertCourier(this, Targets, senders, reference, Time, options, Log);
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>10:00 at the hospital.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));

    /// <summary>A word of the daemon holds for a whole test, unless the test says otherwise.</summary>
    public AlertOptions Settings { get; } = new() { StateAge = TimeSpan.FromHours(2) };

    public InProcessQueues Queues { get; } = new();

    /// <summary>Redis, as the process that looks sees it.</summary>
    public FakeSharing Sharing { get; } = new();

    public FieldCipher Cipher { get; }

    public MessageIdGenerator Ids { get; }

    /// <summary>What the courier logs.</summary>
    public RecordedLog<AlertCourier> Log { get; } = new();

    public AlertTargets Targets { get; }

    public AlertWatch Watch { get; }

    public AlertKeeper Keeper { get; }

    public AlertCourier Courier { get; }

    public static async Task<AlertGround> CreateAsync(params IAlertSender[] senders)
    {
        var folder = Directory.CreateTempSubdirectory("yixun-alerts-").FullName;
        var database = new SqliteDatabase(Path.Combine(folder, "yixun.db"));
        await database.MigrateAsync(Cancellation);
        return new AlertGround(folder, database, senders);
    }

    public YixunDbContext CreateDbContext() => _database.CreateContext();

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    public async Task ChangeAsync(Func<YixunDbContext, Task> change)
    {
        await using var context = CreateDbContext();
        await change(context);
        await context.SaveChangesAsync(Cancellation);
    }

    public Task AddChannelAsync(string id) =>
        ChangeAsync(context =>
        {
            context.Channels.Add(
                new ChannelEntity
                {
                    Id = id,
                    Name = "移动一",
                    Protocol = "cmpp30",
                    Carriers = "Mobile",
                    AccessNumber = "1069",
                    UpdatedBy = "test",
                }
            );
            return Task.CompletedTask;
        });

    /// <summary>What a daemon says of a channel now.</summary>
    public Task SayAsync(string channelId, int bound) =>
        ChangeAsync(async context =>
        {
            var state = await context.ChannelStates.FindAsync([channelId, 1L], Cancellation);
            if (state is null)
            {
                state = new ChannelStateEntity { ChannelId = channelId, Owner = 1 };
                context.ChannelStates.Add(state);
            }

            state.Bound = bound;
            state.DownSince = bound > 0 ? null : state.DownSince ?? Time.GetUtcNow();
            state.UpdatedAt = Time.GetUtcNow();
        });

    public async Task<long> AddTargetAsync(
        AlertTargetKind kind,
        string address,
        string secret = "",
        Action<AlertTargetEntity>? change = null
    )
    {
        var target = new AlertTargetEntity
        {
            Id = Ids.Next(),
            Kind = kind,
            Name = "值班",
            UpdatedBy = "test",
        };
        Targets.Seal(target, new AlertDestination(address, secret));
        change?.Invoke(target);
        await ChangeAsync(context =>
        {
            context.AlertTargets.Add(target);
            return Task.CompletedTask;
        });
        return target.Id;
    }

    public async Task<List<AlertEntity>> AlertsAsync()
    {
        await using var context = CreateDbContext();
        return await context.Alerts.AsNoTracking().OrderBy(alert => alert.Id).ToListAsync(Cancellation);
    }

    public async Task<List<AlertDeliveryEntity>> DeliveriesAsync()
    {
        await using var context = CreateDbContext();
        return await context
            .AlertDeliveries.AsNoTracking()
            .OrderBy(delivery => delivery.Id)
            .ToListAsync(Cancellation);
    }

    /// <summary>Lets the daemon speak once, moves the clock, and looks as often as the timer does, or in longer steps.</summary>
    public async Task PassAsync(TimeSpan time, string channelId, int bound, TimeSpan? every = null)
    {
        var step = every ?? TimeSpan.FromSeconds(10);
        await SayAsync(channelId, bound);
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            Time.Advance(step);
            await Watch.LookAsync(Cancellation);
        }
    }
}
