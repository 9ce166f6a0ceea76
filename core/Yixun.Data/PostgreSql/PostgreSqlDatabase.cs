using Microsoft.EntityFrameworkCore;
using Npgsql;
using Yixun.Data.Hosting;
using Yixun.Data.Inspection;
using Yixun.Data.Model;
using Yixun.Data.Partitions;
using Yixun.Data.Server;
using Yixun.Data.Store;

namespace Yixun.Data.PostgreSql;

/// <summary>A database on a PostgreSQL server, 15 or later. Every commit is on the server's disk before it is answered.</summary>
public sealed class PostgreSqlDatabase : IServerDatabase, IDisposable
{
    /// <summary>Number of the advisory lock that one migration at a time holds: "Yixun" in ASCII.</summary>
    private const long MigrationLock = 0x59_69_78_75_6E;

    /// <summary>
    /// The road's statements name rows by key, in arrays. The planner must not judge by statistics: those of a table that has
    /// just begun to fill, or of an array whose length it does not know, make it read whole tables. Plans are made once.
    /// </summary>
    private const string RoadSettings =
        "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off "
        + "-c plan_cache_mode=force_generic_plan -c jit=off -c idle_in_transaction_session_timeout=60s";

    private readonly string _pooled;
    private readonly string _writer;
    private readonly TimeProvider _time;
    private readonly DbContextOptions<PostgreSqlDbContext> _contextOptions;

    /// <param name="time">Clock by which months are made ahead; null: the system's.</param>
    public PostgreSqlDatabase(ServerStoreOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            ApplicationName = "yixun",
            MaxPoolSize = options.PooledConnections,
            Enlist = false,
            Multiplexing = false,
            TcpKeepAlive = true,
            IncludeErrorDetail = false,
        };
        settings.Options = $"{settings.Options} -c synchronous_commit=on".TrimStart();
        Name = $"{settings.Database} on {settings.Host}:{settings.Port}";
        _pooled = settings.ToString();
        _time = time ?? TimeProvider.System;
        Partitions = new PostgreSqlMonths(_pooled, _time);
        settings.ApplicationName = "yixun-writer";
        settings.Pooling = false;
        settings.MaxAutoPrepare = 64;
        settings.AutoPrepareMinUsages = 2;
        settings.Options += " " + RoadSettings;
        _writer = settings.ToString();
        _contextOptions = new DbContextOptionsBuilder<PostgreSqlDbContext>()
            .UseNpgsql(
                _pooled,
                npgsql =>
                    npgsql.ExecutionStrategy(dependencies => new OutageExecutionStrategy(
                        dependencies,
                        PostgreSqlFaults.Instance
                    ))
            )
            .Options;
    }

    /// <summary>Database, host and port, for messages.</summary>
    public string Name { get; }

    public IMonthPartitions Partitions { get; }

    /// <summary>
    /// Brings the schema up to date; the database exists. Safe from several processes at once: one migrates, the others wait
    /// and find nothing to do.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Not there, not reachable, or not writable.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var turn = new NpgsqlConnection(_pooled);
            await turn.OpenAsync(cancellationToken);
            await using var wait = new NpgsqlCommand($"SELECT pg_advisory_lock({MigrationLock})", turn)
            {
                // A migration of large tables takes its time.
                CommandTimeout = 0,
            };
            await wait.ExecuteNonQueryAsync(cancellationToken);
            await using var context = CreateContext();
            context.Database.SetCommandTimeout(TimeSpan.Zero);
            await context.Database.MigrateAsync(cancellationToken);
            await new MessagePartitions(this, new RetentionOptions(), _time).CreateAheadAsync(
                cancellationToken
            );
            wait.CommandText = $"SELECT pg_advisory_unlock({MigrationLock})";
            await wait.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception exception) when (PostgreSqlFaults.Instance.IsOutage(exception))
        {
            throw new StoreUnavailableException(
                $"The database {Name} can't be used: {exception.Message}",
                exception
            );
        }
    }

    public IDatabaseInspection Inspection => new PostgreSqlInspection(this);

    /// <summary>Closes the connections that wait in the pool.</summary>
    public void Dispose()
    {
        using var connection = new NpgsqlConnection(_pooled);
        NpgsqlConnection.ClearPool(connection);
    }

    /// <summary>A context for reading, and for writing what is not on the main road.</summary>
    internal PostgreSqlDbContext CreateContext() => new(_contextOptions);

    YixunDbContext IYixunDatabase.CreateContext() => CreateContext();

    ServerFaults IServerDatabase.Faults => PostgreSqlFaults.Instance;

    Task<StoreSession> IServerDatabase.OpenWriterAsync(CancellationToken cancellationToken) =>
        OpenAsync(_writer, cancellationToken);

    Task<StoreSession> IServerDatabase.OpenPooledAsync(CancellationToken cancellationToken) =>
        OpenAsync(_pooled, cancellationToken);

    private static async Task<StoreSession> OpenAsync(
        string connectionString,
        CancellationToken cancellationToken
    )
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return new PostgreSqlSession(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
