using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Data.Sqlite;
using Yixun.Data.Writing;

namespace Yixun.Data.Tests.Sqlite;

/// <summary>What happens between a commit and the disk.</summary>
public sealed class DurabilityTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_completes_only_after_a_flush_that_follows_its_commit()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        for (var batch = 0; batch < 20; batch++)
        {
            var flushes = store.Writer.Meters.Flushes;
            await store.AppendAsync(store.NewBatch());
            Assert.True(store.Writer.Meters.Flushes > flushes);
        }

        Assert.Equal(20, store.Writer.Meters.Commits);
    }

    [Fact]
    public async Task Log_is_copied_beside_the_writer_and_starts_again()
    {
        using var folder = new TemporaryFolder();
        using var database = new SqliteDatabase(folder.File("yixun.db"));
        await database.MigrateAsync(Cancellation);
        using var writer = new SqliteWriter(
            database,
            NullLogger<SqliteWriter>.Instance,
            checkpointPages: 200
        );
        var log = new FileInfo(database.Path + "-wal");
        long rows = 0;
        for (var round = 0; round < 400; round++)
        {
            var first = rows;
            await writer.RunAsync(
                WriteKind.Other,
                WriteUrgency.Moving,
                100,
                statements =>
                {
                    var insert = statements.Get(
                        "INSERT INTO phone_tail (message_id, phone_hash) VALUES (?, ?)"
                    );
                    for (var row = 0; row < 100; row++)
                    {
                        // Keys far apart, so that every row changes a page of its own.
                        insert.Bind((first + row) * 7919 % 1_000_003).Bind(1L).Execute();
                    }

                    return 0;
                },
                Cancellation
            );
            rows += 100;
        }

        log.Refresh();
        Assert.True(writer.Meters.Checkpoints > 3, $"{writer.Meters.Checkpoints} checkpoints");
        // Without starting again it would hold every page that was ever written: tens of thousands.
        Assert.InRange(log.Length, 1, 12_000 * 4096L);
        await using var context = database.CreateContext();
        Assert.Equal(rows, await context.PhoneTail.LongCountAsync(Cancellation));
    }

    [Fact]
    public async Task MigrateAsync_keeps_what_an_earlier_version_stored()
    {
        await using var store = await TemporarySqliteStore.CreateAsync();
        var ids = await store.SubmitAsync(3);
        await store.ApplyAsync([.. ids.Select(id => Segments.Accepted(id, status: "DELIVRD"))]);
        await store.AppendAsync(store.NewBatch() with { ClientId = "kept" });
        await using (var context = store.CreateDbContext())
        {
            var migrator = context.GetService<IMigrator>();
            await migrator.MigrateAsync("Initial", Cancellation);
            await migrator.MigrateAsync(cancellationToken: Cancellation);
        }

        Assert.Equal(
            [MessageState.Delivered, MessageState.Delivered, MessageState.Delivered],
            await store.StatesAsync(ids)
        );
        Assert.Equal(3, await store.ReadAsync(context => context.MessageSegments.CountAsync(Cancellation)));
        Assert.Equal("kept", (await store.ReadAsync(c => c.ClientKeys.SingleAsync(Cancellation))).ClientId);
        var found = await store.ReadAsync(context =>
            context.MessagesOfPhone(ids[1] % 100).Select(message => message.Id).ToListAsync(Cancellation)
        );
        Assert.Contains(ids[1], found);
    }
}
