using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Npgsql;
using Yixun.Data.Inspection;
using Yixun.Data.Model;
using Yixun.Data.Partitions;
using Yixun.Data.PostgreSql;
using Yixun.Data.Server;
using Yixun.Data.SqlServer;

namespace Yixun.Data.Tests.SqlServer;

/// <summary>
/// A PostgreSQL database that keeps, of every statement that the store runs on it, the command that it would have sent to a
/// SQL Server: what the store tells a statement is the same for both.
/// </summary>
internal sealed class CapturingDatabase(string connectionString, PostgreSqlDatabase database)
    : IServerDatabase
{
    public IDatabaseInspection Inspection => throw new NotSupportedException();

    private static readonly Dictionary<string, string> Names = typeof(StoreSql)
        .GetProperties()
        .Where(property => property.PropertyType == typeof(string))
        .GroupBy(property => (string)property.GetValue(PostgreSqlText.Statements)!)
        .ToDictionary(group => group.Key, group => group.First().Name);

    public ConcurrentQueue<CapturedCommand> Commands { get; } = [];

    /// <summary>New rows as the bulk path would have sent them.</summary>
    public ConcurrentQueue<(CopyTarget Target, DataTable Rows)> Copies { get; } = [];

    public string Name => database.Name;

    public ServerFaults Faults => PostgreSqlFaults.Instance;

    public IMonthPartitions Partitions => database.Partitions;

    public Task MigrateAsync(CancellationToken cancellationToken) => database.MigrateAsync(cancellationToken);

    public YixunDbContext CreateContext() => database.CreateContext();

    public Task<StoreSession> OpenWriterAsync(CancellationToken cancellationToken) =>
        OpenAsync(cancellationToken);

    public Task<StoreSession> OpenPooledAsync(CancellationToken cancellationToken) =>
        OpenAsync(cancellationToken);

    private async Task<StoreSession> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return new Session(connection, this);
    }

    private sealed class Session(NpgsqlConnection connection, CapturingDatabase captured)
        : StoreSession(connection, PostgreSqlText.Statements)
    {
        private readonly PostgreSqlSession _inner = new(connection);

        public override bool IsOpen => _inner.IsOpen;

        public override StoreStatement Statement(string text) =>
            new Both(_inner.Statement(text), Names[text], captured.Commands);

        public override async Task<CopyWriter> CopyAsync(CopyTarget target) =>
            new BothCopies(
                await _inner.CopyAsync(target),
                new SqlServerCopyWriter(new SqlConnection(), null, target),
                rows => captured.Copies.Enqueue((target, rows))
            );
    }

    private sealed class Both(StoreStatement inner, string name, ConcurrentQueue<CapturedCommand> commands)
        : StoreStatement
    {
        private readonly SqlServerStatement _other = new(
            new SqlConnection(),
            null,
            StatementTests.Statements[name]
        );

        public override StoreStatement Set<T>(T[] values)
        {
            inner.Set(values);
            _other.Set(values);
            return this;
        }

        public override StoreStatement Bind<T>(T value)
        {
            inner.Bind(value);
            _other.Bind(value);
            return this;
        }

        protected internal override DbCommand Command()
        {
            commands.Enqueue(new CapturedCommand(name, (SqlCommand)_other.Command()));
            return inner.Command();
        }
    }

    private sealed class BothCopies(CopyWriter inner, SqlServerCopyWriter other, Action<DataTable> keep)
        : CopyWriter
    {
        public override async ValueTask StartRowAsync()
        {
            await inner.StartRowAsync();
            await other.StartRowAsync();
        }

        public override ValueTask WriteAsync(short value) => BothAsync(writer => writer.WriteAsync(value));

        public override ValueTask WriteAsync(int value) => BothAsync(writer => writer.WriteAsync(value));

        public override ValueTask WriteAsync(int? value) => BothAsync(writer => writer.WriteAsync(value));

        public override ValueTask WriteAsync(long value) => BothAsync(writer => writer.WriteAsync(value));

        public override ValueTask WriteAsync(long? value) => BothAsync(writer => writer.WriteAsync(value));

        public override ValueTask WriteAsync(string? value) => BothAsync(writer => writer.WriteAsync(value));

        public override ValueTask WriteAsync(byte[]? value) => BothAsync(writer => writer.WriteAsync(value));

        public override async Task CompleteAsync()
        {
            keep(other.Rows().Copy());
            await inner.CompleteAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await other.DisposeAsync();
        }

        private async ValueTask BothAsync(Func<CopyWriter, ValueTask> write)
        {
            await write(inner);
            await write(other);
        }
    }
}
