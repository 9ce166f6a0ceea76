using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prometheus;
using Xunit;
using Yixun.CarrierDaemon.Channels;
using Yixun.CarrierDaemon.Channels.Mms;
using Yixun.Core.Channels;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Core.Security;
using Yixun.Data.Leases;
using Yixun.Data.Model;
using Yixun.Data.Sqlite;
using Yixun.Data.Store;
using Yixun.Messaging;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.InProcess;
using Yixun.Messaging.Transport;

namespace Yixun.CarrierDaemon.Tests;

/// <summary>One channel at work on a real store and real queues, with a fake carrier unless the test brings another.</summary>
internal sealed class PumpSession : IDbContextFactory<YixunDbContext>, IQueuePublisher, IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("yixun-daemon-");
    private readonly CancellationTokenSource _closing = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteWriter _writer;
    private readonly MessageIdGenerator _ids;
    private Task _applying = Task.CompletedTask;
    private int _phones;

    private PumpSession()
    {
        _database = new SqliteDatabase(Path.Combine(_folder.FullName, "yixun.db"));
        _database.MigrateAsync(Cancellation).GetAwaiter().GetResult();
        _writer = new SqliteWriter(_database, NullLogger<SqliteWriter>.Instance);
        Store = new WatchedStore(new SqliteMessageStore(_writer), _database);
        _ids = new MessageIdGenerator(0, Time);
        Lease = new NodeLease(new LeaseStore(this, Time), Time, NullLogger<NodeLease>.Instance);
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    public FakeCarrierLink Link { get; } = new();

    public WatchedStore Store { get; }

    public InProcessQueues Queues { get; } = new();

    public ChunkCodec Codec { get; } = new(new ChunkCipher(DataKeyRing.Generate()));

    public FieldCipher Cipher { get; } = new(DataKeyRing.Generate());

    public MessageIdGenerator Ids => _ids;

    public NodeLease Lease { get; }

    public DaemonMetrics DaemonMetrics { get; } = new(Metrics.NewCustomRegistry());

    public ChannelPump Pump { get; private set; } = null!;

    public ChannelSettings Settings { get; private set; } = null!;

    /// <summary>True: the receipts queue takes nothing.</summary>
    public bool ReceiptsAway { get; set; }

    public static async Task<PumpSession> StartAsync(
        Action<PumpSession>? arrange = null,
        int rate = 0,
        ICarrierLinkFactory? links = null,
        Action<ChannelSettings>? change = null
    )
    {
        var session = new PumpSession();
        arrange?.Invoke(session);
        session.Settings = new ChannelSettings
        {
            Id = "mobile-1",
            AccessNumber = "106900001234",
            Rate = rate,
        };
        change?.Invoke(session.Settings);
        foreach (
            var queue in Lanes
                .All.Select(lane => QueueNames.Channel("mobile-1", lane))
                .Concat(QueueNames.Fixed)
        )
        {
            await session.Queues.DeclareAsync(queue, Cancellation);
        }

        await session.Lease.TakeAsync(Cancellation);
        session.Pump = new ChannelPump(
            session.Settings,
            links ?? session.Link,
            LanePolicies.Default,
            session.Store,
            session,
            session.Queues,
            session.Codec,
            session.Lease,
            new MmsContents(session, session.Cipher, NullLogger<MmsContents>.Instance),
            session.DaemonMetrics,
            session.Time,
            NullLogger<ChannelPump>.Instance
        );
        session.Pump.Start();
        return session;
    }

    /// <summary>Queues messages in the database and puts them on the channel's queue as one chunk.</summary>
    public async Task<long[]> SendAsync(
        int count,
        Lane lane = Lane.Care,
        string text = "您好",
        DateTimeOffset? expiresAt = null,
        string extension = "",
        Func<long, NewMms>? mms = null
    )
    {
        var ids = new long[count];
        _ids.Fill(ids);
        var batchId = _ids.Next();
        await Store.AppendAsync(
            new NewBatch
            {
                Id = batchId,
                Kind = mms is null ? ChannelKind.Sms : ChannelKind.Mms,
                Mms = mms?.Invoke(batchId),
                SystemId = 1,
                BodyDigest = [1],
                NonceHash = [1],
                Lane = lane,
                AcceptedAt = Time.GetUtcNow(),
                Messages =
                [
                    .. ids.Select(id => new NewMessage(
                        id,
                        1,
                        [1],
                        [1],
                        new PreparedText(text, "").Segments,
                        null,
                        null
                    )),
                ],
            },
            Cancellation
        );
        await Store.ApplyDispatchAsync(
            Lane.Reminder,
            [
                .. ids.Select(id => new DispatchUpdate(
                    id,
                    MessageState.Queued,
                    Carrier.Mobile,
                    "mobile-1",
                    null,
                    null,
                    null
                )),
            ],
            Time.GetUtcNow(),
            Cancellation
        );
        await PublishAsync(ids, lane, text, expiresAt, extension, mms is null ? 0 : batchId);
        return ids;
    }

    public async Task PublishAsync(
        long[] ids,
        Lane lane,
        string text = "您好",
        DateTimeOffset? expiresAt = null,
        string extension = "",
        long mmsBatchId = 0
    )
    {
        var chunk = new MessageChunk(
            lane,
            "mobile-1",
            [new ChunkText(text, extension, MmsBatchId: mmsBatchId)],
            [
                .. ids.Select(id => new ChunkMessage(
                    id,
                    13_800_000_000 + Interlocked.Increment(ref _phones),
                    0,
                    expiresAt?.ToUnixTimeMilliseconds() ?? 0
                )),
            ]
        );
        await Queues.PublishAsync(QueueNames.Channel("mobile-1", lane), Codec.Encode(chunk), Cancellation);
    }

    /// <summary>Applies receipts from now on, as the receipts function does.</summary>
    public PumpSession ApplyReceipts()
    {
        _applying = Task.Run(ApplyAllAsync, Cancellation);
        return this;
    }

    public async Task<int> DepthAsync(string queue) =>
        (int)(await Queues.GetStatusAsync(queue, Cancellation))!.Value.Depth;

    public async Task<Dictionary<MessageState, int>> CountAsync()
    {
        await using var context = CreateDbContext();
        return await context
            .Messages.GroupBy(message => message.State)
            .ToDictionaryAsync(group => group.Key, group => group.Count(), Cancellation);
    }

    public async Task<int> CountAsync(MessageState state) => (await CountAsync()).GetValueOrDefault(state);

    public async Task<MessageEntity> MessageAsync(long id)
    {
        await using var context = CreateDbContext();
        return await context.Messages.SingleAsync(message => message.Id == id, Cancellation);
    }

    /// <summary>Waits until something is so, at most fifteen seconds.</summary>
    /// <param name="advance">How much the clock goes on between two looks.</param>
    public async Task UntilAsync(Func<Task<bool>> condition, TimeSpan advance = default)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
            {
                var counts = string.Join(", ", await CountAsync());
                Assert.Fail(
                    $"It never came so: {counts}; {Pump.Snapshot()}; {Link.Submitted.Count} submitted"
                );
            }

            Time.Advance(advance);
            await Task.Delay(5, Cancellation);
        }
    }

    public Task UntilAsync(Func<bool> condition, TimeSpan advance = default) =>
        UntilAsync(() => Task.FromResult(condition()), advance);

    public YixunDbContext CreateDbContext() => _database.CreateContext();

    ValueTask IQueuePublisher.PublishAsync(
        string queue,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    ) => Queues.PublishAsync(queue, body, cancellationToken);

    ValueTask IQueuePublisher.PublishDurableAsync(
        string queue,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    ) =>
        ReceiptsAway
            ? throw new QueueUnavailableException(queue, "the test says so")
            : Queues.PublishDurableAsync(queue, body, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Pump.DisposeAsync();
        await _closing.CancelAsync();
        await _applying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Lease.Dispose();
        _writer.Dispose();
        _database.Dispose();
        _closing.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task ApplyAllAsync()
    {
        await using var receiver = await Queues.OpenAsync(QueueNames.Receipts, 5, _closing.Token);
        while (true)
        {
            var delivery = await receiver.ReceiveAsync(_closing.Token);
            var chunk = Codec.DecodeReceipts(delivery.Body);
            var results = chunk
                .Items.Where(item => item.MessageId != 0)
                .Select(item => new SegmentResult(
                    item.MessageId,
                    item.Segment,
                    item.Segments,
                    chunk.ChannelId,
                    item.Kind == ReceiptKind.Report ? SubmitAnswer.None : (SubmitAnswer)(item.Kind + 1),
                    item.CarrierId.Length == 0 ? null : item.CarrierId,
                    item.Kind == ReceiptKind.Report || item.Code.Length == 0 ? null : item.Code,
                    item.At,
                    item.Kind == ReceiptKind.Report ? item.Code : null,
                    item.At
                ))
                .ToList();
            var reports = chunk
                .Items.Where(item => item.MessageId == 0)
                .Select(item => new CarrierReportResult(chunk.ChannelId, item.CarrierId, item.Code, item.At))
                .ToList();
            await Store.ApplyReceiptsAsync(results, reports, [], Time.GetUtcNow(), _closing.Token);
            await delivery.AcknowledgeAsync();
        }
    }
}
