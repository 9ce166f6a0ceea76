using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Yixun.Data.Hosting;
using Yixun.Data.Model;
using Yixun.Data.Numbers;
using Yixun.Data.PostgreSql;
using Yixun.Data.Server;

namespace Yixun.Data.Tests.PostgreSql;

/// <summary>A store on a PostgreSQL database; what it leaves goes with the server.</summary>
internal sealed class TemporaryPostgreSqlStore : TemporaryStore
{
    /// <summary>One more writes urgent lanes only.</summary>
    public const int WritersOfEverything = 2;

    public TemporaryPostgreSqlStore(string connectionString, int maximumWaitingRows = 100_000)
        : this(
            new ServerStoreOptions
            {
                ConnectionString = connectionString,
                MaximumWaitingRows = maximumWaitingRows,
                WriterConnections = WritersOfEverything + 1,
                PooledConnections = 16,
            }
        ) { }

    public TemporaryPostgreSqlStore(ServerStoreOptions options)
        : this(options, new PostgreSqlDatabase(options)) { }

    private TemporaryPostgreSqlStore(ServerStoreOptions options, PostgreSqlDatabase database)
        : this(
            options,
            database,
            new ServerWriters(database, options, TimeProvider.System, NullLogger<ServerWriters>.Instance)
        ) { }

    private TemporaryPostgreSqlStore(
        ServerStoreOptions options,
        PostgreSqlDatabase database,
        ServerWriters writers
    )
        : base(new ServerMessageStore(writers))
    {
        ConnectionString = options.ConnectionString;
        Database = database;
        Writers = writers;
    }

    public string ConnectionString { get; }

    public PostgreSqlDatabase Database { get; }

    public ServerWriters Writers { get; }

    public override IYixunDatabase Site => Database;

    public override INumberPlanStore NumberPlan => new ServerNumberPlanStore(Database);

    public override YixunDbContext CreateDbContext() => Database.CreateContext();

    /// <summary>Every transaction of a writer leaves a row in the table that is locked.</summary>
    public override async Task<ManualResetEventSlim> HoldWriterAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(Cancellation);
        var transaction = await connection.BeginTransactionAsync(Cancellation);
        await ExecuteAsync(connection, "LOCK TABLE writer_commits IN ACCESS EXCLUSIVE MODE");
        var release = new ManualResetEventSlim();
        _ = Task.Run(
            async () =>
            {
                release.Wait(TimeSpan.FromSeconds(20));
                await transaction.RollbackAsync();
                await connection.DisposeAsync();
            },
            CancellationToken.None
        );
        return release;
    }

    /// <summary>Runs a statement by the side of the store.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(Cancellation);
        await ExecuteAsync(connection, sql);
    }

    public override async ValueTask DisposeAsync()
    {
        await Writers.DisposeAsync();
        Database.Dispose();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
