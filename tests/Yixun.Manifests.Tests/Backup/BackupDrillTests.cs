using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Yixun.Cli.Site;
using Yixun.Core.Ids;
using Yixun.Core.Messages;
using Yixun.Core.Numbers;
using Yixun.Core.Security;
using Yixun.Data.Hosting;
using Yixun.Data.Model;
using Yixun.Data.Store;

namespace Yixun.Manifests.Tests.Backup;

/// <summary>Backup and restore with the scripts that the cluster runs, on a real PostgreSQL that is lost in between.</summary>
public sealed class BackupDrillTests
{
    private const string Text = "请携带身份证到2号楼办理出院。";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LostServer_comesBackWithEveryArchivedMessage_andItsKeys()
    {
        await using var server = await ArchivingServer.StartAsync(Cancellation);
        var ring = DataKeyRing.Generate();
        long last;
        await using (var site = await OpenAsync(server))
        {
            await AcceptAsync(site, ring, 3_000);
            await server.RunScriptAsync("backup.sh", Cancellation);
            // Only the log of changes has these.
            last = await AcceptAsync(site, ring, 2_000);
        }

        // Writers take their own rows back when they stop.
        var before = await FingerprintAsync(server);
        await server.ArchivedAsync(Cancellation);
        // The keys are a file of their own with a backup of its own.
        var keys = ring.Export();
        await server.DestroyAsync(Cancellation);

        await server.RestoreAsync(until: null, Cancellation);

        Assert.Equal(before, await FingerprintAsync(server));
        Assert.Equal("5000", await CountAsync(server));
        await using var restored = await OpenAsync(server);
        await using var context = await NewContextAsync(restored);
        var batch = await context.Batches.AsNoTracking().SingleAsync(batch => batch.Id == last, Cancellation);
        var cipher = new FieldCipher(DataKeyRing.Parse(keys));
        Assert.Equal(Text, cipher.DecryptText(last, CipherField.BatchContent, batch.ContentCipher!));
    }

    [Fact]
    public async Task Restore_toAMoment_leavesOutWhatCameAfterIt()
    {
        await using var server = await ArchivingServer.StartAsync(Cancellation);
        await using (var site = await OpenAsync(server))
        {
            await server.RunScriptAsync("backup.sh", Cancellation);
            await AcceptAsync(site, DataKeyRing.Generate(), 700);
        }

        // Names of base backups are whole seconds.
        await server.ScalarAsync("SELECT pg_sleep(1.1)::text", Cancellation);
        var moment = await server.ScalarAsync("SELECT now()::text", Cancellation);
        await using (var site = await OpenAsync(server))
        {
            await AcceptAsync(site, DataKeyRing.Generate(), 300);
        }

        await server.ArchivedAsync(Cancellation);
        await server.DestroyAsync(Cancellation);

        await server.RestoreAsync(moment, Cancellation);

        Assert.Equal("700", await CountAsync(server));
    }

    [Fact]
    public async Task Drill_readsTheNewestBackup_besideTheRunningServer()
    {
        await using var server = await ArchivingServer.StartAsync(Cancellation);
        await using (var site = await OpenAsync(server))
        {
            await AcceptAsync(site, DataKeyRing.Generate(), 1_234);
        }

        await server.RunScriptAsync("backup.sh", Cancellation);
        var scratch = Path.Combine(server.Backup, "drill");

        var told = await server.RunScriptAsync("drill.sh", Cancellation, scratch);

        Assert.Contains("messages 1234\n", told, StringComparison.Ordinal);
        Assert.False(Directory.Exists(scratch));
        Assert.Equal("1234", await CountAsync(server));

        // A backup that lacks a file of its data is no backup.
        var data = Directory
            .EnumerateDirectories(Path.Combine(server.Backup, "base"))
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(folder, "global"), "pg_filenode.map")
            );
        File.Delete(Assert.Single(data));
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            server.RunScriptAsync("drill.sh", Cancellation, scratch)
        );
        Assert.False(Directory.Exists(scratch));
    }

    [Fact]
    public async Task Backup_removesWhatIsOld_butNeverTheNewest_norTheLogThatItNeeds()
    {
        await using var server = await ArchivingServer.StartAsync(Cancellation);
        await using (var site = await OpenAsync(server))
        {
            await AcceptAsync(site, DataKeyRing.Generate(), 500);
        }

        await server.ArchivedAsync(Cancellation);
        await server.RunScriptAsync("backup.sh", Cancellation);
        var folder = Path.Combine(server.Backup, "base");
        var first = Assert.Single(Directory.GetDirectories(folder));
        Directory.SetLastWriteTimeUtc(first, DateTime.UtcNow.AddDays(-30));
        // The log itself; backups leave small files of their own beside it.
        var old = Directory
            .GetFiles(Path.Combine(server.Backup, "wal"), $"{new string('?', 24)}.gz")
            .Order(StringComparer.Ordinal)
            .First();
        await server.ScalarAsync("SELECT pg_sleep(1.1)::text", Cancellation);

        await server.RunScriptAsync("backup.sh", Cancellation);

        Assert.NotEqual(first, Assert.Single(Directory.GetDirectories(folder)));
        Assert.False(File.Exists(old));
        Assert.True(Record(server) is { Succeeded: true, Bytes: > 1_000_000 });
        await server.ArchivedAsync(Cancellation);
        await server.DestroyAsync(Cancellation);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            server.RunScriptAsync("backup.sh", Cancellation)
        );
        Assert.True(Record(server) is { Succeeded: false, Bytes: null });
        await server.RestoreAsync(until: null, Cancellation);
        Assert.Equal("500", await CountAsync(server));
    }

    private static BackupRecord? Record(ArchivingServer server) =>
        BackupRecord.Read(Path.Combine(server.Backup, "backup-status.json"));

    private static async Task<ServiceProvider> OpenAsync(ArchivingServer server)
    {
        var options = new DatabaseOptions
        {
            Provider = "postgresql",
            ConnectionString = server.ConnectionString,
        };
        var database = DatabaseSelection.Open(options);
        await database.MigrateAsync(Cancellation);
        (database as IDisposable)?.Dispose();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddServerStore(options)
            .BuildServiceProvider();
        return services;
    }

    private static Task<YixunDbContext> NewContextAsync(IServiceProvider site) =>
        site.GetRequiredService<IDbContextFactory<YixunDbContext>>().CreateDbContextAsync(Cancellation);

    /// <summary>Accepts messages in batches of 100, and dispatches every second batch.</summary>
    /// <returns>The last batch.</returns>
    private static async Task<long> AcceptAsync(IServiceProvider site, DataKeyRing ring, int count)
    {
        var store = site.GetRequiredService<IMessageStore>();
        var cipher = new FieldCipher(ring);
        var ids = new MessageIdGenerator(1, TimeProvider.System);
        var batchId = 0L;
        for (var done = 0; done < count; done += 100)
        {
            var messages = new long[Math.Min(100, count - done)];
            ids.Fill(messages);
            batchId = ids.Next();
            await store.AppendAsync(
                new NewBatch
                {
                    Id = batchId,
                    SystemId = 1,
                    BodyDigest = [1],
                    NonceHash = BitConverter.GetBytes(batchId),
                    Lane = Lane.Care,
                    ContentCipher = cipher.Encrypt(batchId, CipherField.BatchContent, Text),
                    AcceptedAt = TimeProvider.System.GetUtcNow(),
                    Messages =
                    [
                        .. messages.Select(id => new NewMessage(id, id % 100, [7], null, 1, null, null)),
                    ],
                },
                Cancellation
            );
            if (done / 100 % 2 == 0)
            {
                await store.ApplyDispatchAsync(
                    Lane.Care,
                    [
                        .. messages.Select(id => new DispatchUpdate(
                            id,
                            MessageState.Queued,
                            Carrier.Mobile,
                            "mobile-1",
                            null,
                            "trace",
                            null
                        )),
                    ],
                    TimeProvider.System.GetUtcNow(),
                    Cancellation
                );
            }
        }

        return batchId;
    }

    private static Task<string> CountAsync(ArchivingServer server) =>
        server.ScalarAsync("SELECT count(*)::text FROM messages", Cancellation);

    /// <summary>Every row of every table of ours.</summary>
    private static async Task<string> FingerprintAsync(ArchivingServer server)
    {
        var tables = await server.ScalarAsync(
            "SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'public'",
            Cancellation
        );
        var prints = new List<string>();
        foreach (var table in tables.Split(','))
        {
            var print = await server.ScalarAsync(
                $"SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM \"{table}\" t",
                Cancellation
            );
            prints.Add(string.Create(CultureInfo.InvariantCulture, $"{table} {print}"));
        }

        return string.Join('\n', prints);
    }
}
