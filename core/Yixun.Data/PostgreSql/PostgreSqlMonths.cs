using System.Globalization;
using Npgsql;
using Yixun.Data.Partitions;
using Yixun.Data.Store;

namespace Yixun.Data.PostgreSql;

/// <summary>
/// Declarative partitions by range of id: <c>messages_2026_11</c>, and <c>messages_default</c> for what has no month's.
/// </summary>
internal sealed class PostgreSqlMonths(string connectionString, TimeProvider time) : IMonthPartitions
{
    /// <summary>Number of the advisory lock under which one table at a time changes: "Month" in ASCII.</summary>
    private const long ChangeLock = 0x4D_6F_6E_74_68;

    private const int MaximumTries = 20;

    /// <summary>While a change waits for its lock, everybody else waits behind it.</summary>
    private const string Settings = "SET LOCAL lock_timeout = '500ms'; SET LOCAL statement_timeout = 0";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private static readonly string Tables = string.Join(
        ", ",
        PartitionedTable.All.Select(table => $"'{table.Name}'::regclass")
    );

    public bool Exist => true;

    public static string DefaultOf(string table) => $"{table}_default";

    public static string NameOf(string table, MessageMonth month) =>
        string.Create(CultureInfo.InvariantCulture, $"{table}_{month.Start:yyyy_MM}");

    public async Task<bool> MayChangeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            "SELECT bool_and(pg_has_role(relowner, 'USAGE') AND has_schema_privilege(relnamespace, 'CREATE')) "
                + $"FROM pg_class WHERE oid IN ({Tables})",
            connection
        );
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    public async Task<IReadOnlySet<MessageMonth>> ReadMonthsAsync(CancellationToken cancellationToken)
    {
        var tables = await ReadAsync(
            "SELECT p.relname, c.relname, 0::bigint, 0::bigint FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
                + $"JOIN pg_class p ON p.oid = i.inhparent WHERE i.inhparent IN ({Tables})",
            cancellationToken
        );
        // A month that some tables lack was not finished.
        return tables
            .Where(table => table.Month is not null)
            .GroupBy(table => table.Month!.Value)
            .Where(month => month.Count() == PartitionedTable.All.Count)
            .Select(month => month.Key)
            .ToHashSet();
    }

    public async Task<IReadOnlyList<MonthPartition>> ReadSizesAsync(CancellationToken cancellationToken)
    {
        var tables = await ReadAsync(
            "SELECT p.relname, c.relname, CASE WHEN p.relname = 'messages' THEN greatest(c.reltuples, 0)::bigint ELSE 0 END, "
                + "pg_total_relation_size(c.oid) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
                + $"JOIN pg_class p ON p.oid = i.inhparent WHERE i.inhparent IN ({Tables})",
            cancellationToken
        );
        return
        [
            .. tables
                .GroupBy(table => table.Month)
                .Select(month => new MonthPartition(
                    month.Key,
                    month.Sum(table => table.Messages),
                    month.Sum(table => table.Octets)
                ))
                .OrderBy(month => month.Month?.Number ?? int.MaxValue),
        ];
    }

    public async Task CreateAsync(MessageMonth month, CancellationToken cancellationToken)
    {
        foreach (var table in PartitionedTable.All)
        {
            await ChangeAsync(connection => CreateAsync(connection, table, month), cancellationToken);
        }

        async Task CreateAsync(NpgsqlConnection connection, PartitionedTable table, MessageMonth month)
        {
            var (name, outside) = (NameOf(table.Name, month), DefaultOf(table.Name));
            await using var find = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection)
            {
                Parameters = { new() { Value = name } },
            };
            if (await find.ExecuteScalarAsync(cancellationToken) is true)
            {
                return;
            }

            // Attached and not made in place: that lets readers and writers of the other months go on.
            await ExecuteAsync(
                connection,
                $"CREATE TABLE {name} (LIKE {table.Name} INCLUDING ALL); LOCK TABLE {outside} IN ACCESS EXCLUSIVE MODE; "
                    + $"WITH moved AS (DELETE FROM {outside} WHERE {table.Key} >= {month.FirstId} "
                    + $"AND {table.Key} < {month.EndId} RETURNING *) INSERT INTO {name} SELECT * FROM moved; "
                    + $"ALTER TABLE {table.Name} ATTACH PARTITION {name} FOR VALUES FROM ({month.FirstId}) TO ({month.EndId})",
                cancellationToken
            );
        }
    }

    public async Task DropAsync(MessageMonth month, CancellationToken cancellationToken)
    {
        foreach (var table in PartitionedTable.All)
        {
            await ChangeAsync(
                connection =>
                    ExecuteAsync(
                        connection,
                        $"DROP TABLE IF EXISTS {NameOf(table.Name, month)}",
                        cancellationToken
                    ),
                cancellationToken
            );
        }
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static MessageMonth? MonthOf(string table, string partition) =>
        DateTimeOffset.TryParseExact(
            partition.AsSpan(Math.Min(table.Length + 1, partition.Length)),
            "yyyy_MM",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var start
        )
            ? MessageMonth.Of(start)
            : null;

    /// <summary>One table, one transaction: a lock on several tables would be one more order to keep.</summary>
    private async Task ChangeAsync(Func<NpgsqlConnection, Task> change, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var connection = await OpenAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                await ExecuteAsync(
                    connection,
                    $"{Settings}; SELECT pg_advisory_xact_lock({ChangeLock})",
                    cancellationToken
                );
                await change(connection);
                await transaction.CommitAsync(cancellationToken);
                return;
            }
            catch (PostgresException exception)
                when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                throw new PartitionRightException(exception.MessageText, exception);
            }
            catch (PostgresException exception) when (PostgreSqlFaults.Instance.IsConflict(exception))
            {
                if (tries == MaximumTries)
                {
                    throw new StoreUnavailableException(
                        "The message tables were in use each time.",
                        exception
                    );
                }
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task<List<(MessageMonth? Month, long Messages, long Octets)>> ReadAsync(
        string sql,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var tables = new List<(MessageMonth?, long, long)>();
        while (await rows.ReadAsync(cancellationToken))
        {
            tables.Add((MonthOf(rows.GetString(0), rows.GetString(1)), rows.GetInt64(2), rows.GetInt64(3)));
        }

        return tables;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
