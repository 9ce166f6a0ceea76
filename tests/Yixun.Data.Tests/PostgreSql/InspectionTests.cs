using Npgsql;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Data.Inspection;

namespace Yixun.Data.Tests.PostgreSql;

public sealed class InspectionTests(PostgreSqlStores stores)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Measure_tells_version_size_and_tables()
    {
        await using var store = await stores.CreateStoreAsync();
        await store.AcceptAsync(50);

        var measure = await store.Database.Inspection.MeasureAsync(Cancellation);

        Assert.StartsWith("PostgreSQL ", measure.Version, StringComparison.Ordinal);
        Assert.True(measure.Bytes > 1 << 20);
        Assert.Contains(measure.Tables, table => table.Name == "messages" && table.Bytes > 0);
    }

    [Fact]
    public async Task Clock_is_that_of_this_machine()
    {
        await using var store = await stores.CreateStoreAsync();

        var there = await store.Database.Inspection.ReadClockAsync(Cancellation);

        Assert.InRange(
            (there!.Value - TimeProvider.System.GetUtcNow()).Duration(),
            TimeSpan.Zero,
            TimeSpan.FromSeconds(5)
        );
    }

    [Fact]
    public async Task Account_without_a_privilege_is_found_with_the_table()
    {
        await using var store = await stores.CreateStoreAsync();
        await using var connection = new NpgsqlConnection(store.ConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(
            "CREATE ROLE reader_only LOGIN; GRANT USAGE ON SCHEMA public TO reader_only;"
                + "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO reader_only;"
                + "REVOKE UPDATE ON messages FROM reader_only",
            connection
        );
        await command.ExecuteNonQueryAsync(Cancellation);
        using var restricted = new Data.PostgreSql.PostgreSqlDatabase(
            new Data.Server.ServerStoreOptions
            {
                ConnectionString = new NpgsqlConnectionStringBuilder(store.ConnectionString)
                {
                    Username = "reader_only",
                }.ToString(),
            }
        );

        var owner = await store.Database.Inspection.FindAsync(Cancellation);
        var other = await restricted.Inspection.FindAsync(Cancellation);

        Assert.DoesNotContain(owner, finding => finding.Fault == DatabaseFault.Privileges);
        Assert.Contains(new DatabaseFinding(DatabaseFault.Privileges, "messages"), other);
    }

    [Fact]
    public async Task Server_that_does_not_flush_is_found()
    {
        await using var store = await stores.CreateStoreAsync();

        // The server of these tests runs so.
        Assert.Contains(
            new DatabaseFinding(DatabaseFault.NotDurable, "fsync = off"),
            await store.Database.Inspection.FindAsync(Cancellation)
        );
    }

    [Fact]
    public async Task Road_tells_what_waits_and_what_was_accepted()
    {
        await using var store = await stores.CreateStoreAsync();
        await store.AcceptAsync(7);
        var road = new RoadInspection(store.Database);

        var active = await road.CountActiveAsync(Cancellation);
        var waiting = await road.ReadWaitingAsync(Cancellation);
        var accepted = await road.CountAcceptedAsync(DateTimeOffset.UnixEpoch, Cancellation);

        Assert.Equal(7, active[MessageState.Accepted]);
        Assert.Equal(0, active[MessageState.Queued]);
        Assert.Equal(7, Assert.Single(waiting).Messages);
        Assert.Equal((7, true), (accepted.Messages, accepted.IsWhole));
        Assert.Empty(await road.SumMinutesAsync(0, Cancellation));
    }
}
