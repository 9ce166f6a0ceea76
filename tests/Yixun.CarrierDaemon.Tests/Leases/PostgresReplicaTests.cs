using System.Diagnostics;
using Npgsql;
using Xunit;
using Yixun.CarrierDaemon.Leases;

namespace Yixun.CarrierDaemon.Tests.Leases;

/// <summary>As <see cref="ReplicaTests"/>, with leases in a real PostgreSQL.</summary>
[Collection(nameof(ProcessCollection))]
public sealed class PostgresReplicaTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task Replicas_that_die_or_lose_their_sessions_hand_over_and_never_exceed_the_limit()
    {
        await using var fleet = await ReplicaFleet.StartAsync(
            LeaseProvider.Postgres,
            postgres.ConnectionString,
            replicas: 2
        );
        var since = Stopwatch.GetTimestamp();
        var victim = await fleet.BusiestAsync();
        victim.Kill();
        var killed = await fleet.RestoredAsync(since, TimeSpan.FromSeconds(10));
        await fleet.RemoveAsync(victim);
        await fleet.BusiestAsync();

        since = Stopwatch.GetTimestamp();
        await EndSessionsAsync();
        var ended = await fleet.RestoredAsync(since, TimeSpan.FromSeconds(10));

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"killed: {killed.SinceThen.TotalSeconds:0.0} s; sessions ended: {ended.SinceThen.TotalSeconds:0.0} s"
        );
        Assert.Equal(ReplicaFleet.Limit, fleet.Most);
        Assert.Equal(0, fleet.Totals.LoginsOverLimit);
    }

    /// <summary>As an administrator or a failover does: every lock is free at once.</summary>
    private async Task EndSessionsAsync()
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var command = source.CreateCommand(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        );
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
