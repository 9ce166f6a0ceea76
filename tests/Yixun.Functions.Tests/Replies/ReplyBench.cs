using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Security;
using Yixun.Data.Model;
using Yixun.Data.Sqlite;
using Yixun.Functions.Hosting;
using Yixun.Functions.Inbound;
using Yixun.Functions.Reference;
using Yixun.Functions.Submission;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.InProcess;
using Yixun.Messaging.Transport;

namespace Yixun.Functions.Tests.Replies;

/// <summary>The functions' services on a database of their own, with two systems and a channel; nothing runs by itself.</summary>
internal sealed class ReplyBench : IAsyncDisposable
{
    public const string AccessNumber = "106900001234";
    public const string Channel = "mobile";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("yixun-replies-");
    private readonly SqliteDatabase _database;
    private readonly ServiceProvider _services;
    private int _delivery;

    private ReplyBench(Dictionary<string, string?> settings)
    {
        _database = new SqliteDatabase(Path.Combine(_folder.FullName, "yixun.db"));
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddSingleton(DataKeyRing.Generate());
        services.AddSingleton(new MessageIdGenerator(0, Time));
        services.AddSingleton<InProcessQueues>();
        services.AddSingleton<IQueuePublisher>(provider => provider.GetRequiredService<InProcessQueues>());
        services.AddSingleton<IQueueTopology>(provider => provider.GetRequiredService<InProcessQueues>());
        services.AddYixunFunctions(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddSqliteStore(_database, new SqliteStoreOptions { MinimumFreeMegabytes = 1 });
        _services = services.BuildServiceProvider();
    }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 25, 4, 0, 0, TimeSpan.Zero));

    public string DatabasePath => _database.Path;

    public ReferenceData Reference => Get<ReferenceData>();

    public static async Task<ReplyBench> CreateAsync(Dictionary<string, string?>? settings = null)
    {
        var bench = new ReplyBench(settings ?? []);
        await bench._database.MigrateAsync(Cancellation);
        var seed = bench.Get<SystemSeed>();
        await seed.PlantAsync("仁和医院", Cancellation);
        await seed.AddSystemAsync("his", "HIS", "secret-of-his-0123456789", "仁和医院", Cancellation);
        await seed.AddSystemAsync("lis", "LIS", "secret-of-lis-0123456789", "仁和医院", Cancellation);
        await bench.ChangeAsync(context =>
            context.Channels.Add(
                new ChannelEntity
                {
                    Id = Channel,
                    Name = "移动",
                    Protocol = "cmpp30",
                    Carriers = "Mobile,Unicom,Telecom",
                    AccessNumber = AccessNumber,
                    UpdatedBy = "test",
                }
            )
        );
        return bench;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ConnectedSystem System(string key) => Reference.FindSystem(key)!;

    /// <summary>Changes rows that are reference data.</summary>
    public async Task ChangeAsync(Action<YixunDbContext> change)
    {
        await using (var context = _database.CreateContext())
        {
            change(context);
            await context.SaveChangesAsync(Cancellation);
        }

        await Reference.ReloadAsync(Cancellation);
    }

    public async Task<List<T>> RowsAsync<T>()
        where T : class
    {
        await using var context = _database.CreateContext();
        return await context.Set<T>().AsNoTracking().ToListAsync(Cancellation);
    }

    /// <summary>Submits as a system, and lets the carrier have taken it.</summary>
    public async Task<long> SendAsync(
        string system,
        string to,
        string? extension = null,
        string? department = null,
        string lane = "care"
    )
    {
        var id = await SubmitAsync(system, to, extension, department, lane);
        await MarkSentAsync(id);
        return id;
    }

    /// <summary>Lets the carrier have taken a message, or all.</summary>
    public async Task MarkSentAsync(long? id = null)
    {
        await using var context = _database.CreateContext();
        var now = Time.GetUtcNow();
        await context
            .Messages.Where(message => id == null || message.Id == id)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(message => message.State, MessageState.Submitted)
                        .SetProperty(message => message.SubmittedAt, now),
                Cancellation
            );
        Time.Advance(TimeSpan.FromSeconds(1));
    }

    public async Task<long> SubmitAsync(
        string system,
        string to,
        string? extension = null,
        string? department = null,
        string lane = "care"
    )
    {
        var (answer, _) = await Get<Submitter>()
            .SubmitAsync(
                new SubmitRequest(
                    lane,
                    [to],
                    Content: "复诊提醒",
                    Extension: extension,
                    Department: department
                ),
                new SubmissionOrigin(System(system), [1], Guid.NewGuid().ToByteArray()),
                Cancellation
            );
        return long.Parse(answer.Messages[0].Id, global::System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A whole reply.</summary>
    public InboundSegment Reply(string from, string text, string extension = "") =>
        Segment(from, text, extension, -1, 1, 1);

    /// <summary>A segment of a long one.</summary>
    public InboundSegment Segment(
        string from,
        string text,
        string extension,
        int reference,
        int segments,
        int segment
    ) =>
        new(
            $"d{++_delivery}",
            from,
            AccessNumber + extension,
            text,
            reference,
            segments,
            segment,
            Time.GetUtcNow().ToUnixTimeMilliseconds()
        );

    public Task ReceiveAsync(params InboundSegment[] segments) =>
        Get<InboundReceiver>()
            .ReceiveAsync(Get<ChunkCodec>().Encode(new InboundChunk(Channel, segments)), Cancellation);

    public async Task<InboundMessageEntity> ReceiveOneAsync(InboundSegment segment)
    {
        var before = (await RowsAsync<InboundMessageEntity>()).Select(reply => reply.Id).ToHashSet();
        await ReceiveAsync(segment);
        return (await RowsAsync<InboundMessageEntity>()).Single(reply => !before.Contains(reply.Id));
    }

    public string TextOf(InboundMessageEntity reply) =>
        Get<FieldCipher>().DecryptText(reply.Id, CipherField.InboundContent, reply.ContentCipher);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _database.Dispose();
        _folder.Delete(recursive: true);
    }
}
