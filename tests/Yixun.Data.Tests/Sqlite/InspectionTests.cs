using Xunit;
using Yixun.Data.Inspection;
using Yixun.Data.Sqlite;

namespace Yixun.Data.Tests.Sqlite;

public sealed class InspectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sound_file_is_measured_and_has_no_findings()
    {
        using var folder = new TemporaryFolder();
        using var database = new SqliteDatabase(folder.File("yixun.db"));
        await database.MigrateAsync(Cancellation);

        var measure = await database.Inspection.MeasureAsync(Cancellation);

        Assert.True(measure.Bytes > 0);
        Assert.Null(await database.Inspection.ReadClockAsync(Cancellation));
        Assert.Empty(await database.Inspection.FindAsync(Cancellation));
    }

    [Fact]
    public async Task Damaged_file_is_found()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("yixun.db");
        using (var database = new SqliteDatabase(path))
        {
            await database.MigrateAsync(Cancellation);
        }

        File.Delete(path + "-wal");
        await using (var file = new FileStream(path, FileMode.Open))
        {
            // Pages of tables, beyond the one with the schema's head.
            file.Position = file.Length / 2;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 16_384).ToArray(), Cancellation);
        }

        using var damaged = new SqliteDatabase(path);
        Assert.Contains(
            await damaged.Inspection.FindAsync(Cancellation),
            finding => finding.Fault == DatabaseFault.Damaged
        );
    }
}
