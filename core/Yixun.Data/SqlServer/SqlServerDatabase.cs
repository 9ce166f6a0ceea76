using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Yixun.Core;
using Yixun.Data.Inspection;
using Yixun.Data.Model;
using Yixun.Data.Partitions;
using Yixun.Data.Server;
using Yixun.Data.Store;

namespace Yixun.Data.SqlServer;

/// <summary>A database on a SQL Server, 2019 or later. Every commit is on the server's disk before it is answered.</summary>
public sealed class SqlServerDatabase : IServerDatabase, IDisposable
{
    /// <summary>SQL Server 2019.</summary>
    private const int CompatibilityLevel = 150;

    /// <summary>Of a migration that was cut off by the one before it.</summary>
    private const int MaximumTries = 5;

    private readonly string _pooled;
    private readonly string _writer;
    private readonly TimeProvider _time;
    private readonly DbContextOptions<SqlServerDbContext> _contextOptions;

    /// <exception cref="ArgumentException">This process knows no cultures, and the driver would refuse to connect.</exception>
    /// <param name="time">Clock by which months are made ahead; null: the system's.</param>
    public SqlServerDatabase(ServerStoreOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!Cultures.AreKnown)
        {
            throw new ArgumentException(
                "sqlserver needs ICU (on Debian: apt-get install libicu72), and no DOTNET_SYSTEM_GLOBALIZATION_INVARIANT."
            );
        }

        var settings = new SqlConnectionStringBuilder(options.ConnectionString)
        {
            ApplicationName = "yixun",
            MaxPoolSize = options.PooledConnections,
            Enlist = false,
            MultipleActiveResultSets = false,
            PersistSecurityInfo = false,
            // A connection that is lost in a transaction must not come back as another behind the store's back.
            ConnectRetryCount = 0,
        };
        Name = $"{settings.InitialCatalog} on {settings.DataSource}";
        _pooled = settings.ToString();
        _time = time ?? TimeProvider.System;
        Partitions = new SqlServerMonths(_pooled, _time);
        settings.ApplicationName = "yixun-writer";
        settings.Pooling = false;
        _writer = settings.ToString();
        _contextOptions = new DbContextOptionsBuilder<SqlServerDbContext>()
            .UseSqlServer(
                _pooled,
                server =>
                    server
                        .UseCompatibilityLevel(CompatibilityLevel)
                        .ExecutionStrategy(dependencies => new OutageExecutionStrategy(
                            dependencies,
                            SqlServerFaults.Instance
                        ))
            )
            .ReplaceService<IMigrationsSqlGenerator, SqlServerPartitioning>()
            .Options;
    }

    /// <summary>Database and server, for messages.</summary>
    public string Name { get; }

    public IMonthPartitions Partitions { get; }

    ServerFaults IServerDatabase.Faults => SqlServerFaults.Instance;

    /// <summary>
    /// Brings the schema up to date; the database exists. Safe from several processes at once: one migrates, the others wait
    /// and find nothing to do.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Not there, not reachable, or not writable.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            await using var turn = new SqlConnection(_writer);
            var opened = false;
            try
            {
                await turn.OpenAsync(cancellationToken);
                opened = true;
                await SqlServerMigration.PrepareAsync(turn, cancellationToken);
                await using var context = CreateContext();
                context.Database.SetCommandTimeout(TimeSpan.Zero);
                await context.Database.MigrateAsync(cancellationToken);
                await new MessagePartitions(this, new RetentionOptions(), _time).CreateAheadAsync(
                    cancellationToken
                );
                return;
            }
            catch (Exception exception)
                when (opened && tries < MaximumTries && SqlServerFaults.Instance.IsOutage(exception))
            {
                // Another process made readers wait for no writer, which ends all other connections; or the server went away.
                Dispose();
            }
            catch (Exception exception) when (SqlServerFaults.Instance.IsOutage(exception))
            {
                throw new StoreUnavailableException(
                    $"The database {Name} can't be used: {exception.Message}",
                    exception
                );
            }
        }
    }

    public IDatabaseInspection Inspection => new SqlServerInspection(this);

    /// <summary>Closes the connections that wait in the pool.</summary>
    public void Dispose()
    {
        using var connection = new SqlConnection(_pooled);
        SqlConnection.ClearPool(connection);
    }

    YixunDbContext Hosting.IYixunDatabase.CreateContext() => CreateContext();

    Task<StoreSession> IServerDatabase.OpenWriterAsync(CancellationToken cancellationToken) =>
        OpenAsync(_writer, cancellationToken);

    Task<StoreSession> IServerDatabase.OpenPooledAsync(CancellationToken cancellationToken) =>
        OpenAsync(_pooled, cancellationToken);

    /// <summary>A context for reading, and for writing what is not on the main road.</summary>
    internal SqlServerDbContext CreateContext() => new(_contextOptions);

    private static async Task<StoreSession> OpenAsync(
        string connectionString,
        CancellationToken cancellationToken
    )
    {
        var connection = new SqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var settings = new SqlCommand(SqlServerSession.Settings, connection);
            await settings.ExecuteNonQueryAsync(cancellationToken);
            return new SqlServerSession(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
