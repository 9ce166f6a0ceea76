using System.Globalization;
using Microsoft.Data.SqlClient;
using Yixun.Data.Partitions;
using Yixun.Data.Store;

namespace Yixun.Data.SqlServer;

/// <summary>
/// Ranges of one partition function. A month has its partition when a bound stands at its first id and one at its end; what
/// is above the last bound, and below the first, is outside every month.
/// </summary>
internal sealed class SqlServerMonths(string connectionString, TimeProvider time) : IMonthPartitions
{
    private const int MaximumTries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    public bool Exist => true;

    public async Task<bool> MayChangeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new SqlCommand(SqlServerMonthsText.MayChange, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is 1;
    }

    public async Task<IReadOnlySet<MessageMonth>> ReadMonthsAsync(CancellationToken cancellationToken) =>
        (await ReadSizesAsync(cancellationToken))
            .Select(partition => partition.Month)
            .OfType<MessageMonth>()
            .ToHashSet();

    public async Task<IReadOnlyList<MonthPartition>> ReadSizesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new SqlCommand(SqlServerMonthsText.Read, connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var ranges = new List<(long? Bound, long Messages, long Octets)>();
        while (await rows.ReadAsync(cancellationToken))
        {
            ranges.Add((rows.IsDBNull(0) ? null : rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2)));
        }

        return MonthsOf(ranges);
    }

    public async Task CreateAsync(MessageMonth month, CancellationToken cancellationToken)
    {
        await ChangeAsync(SqlServerMonthsText.Split(month.FirstId), cancellationToken);
        await ChangeAsync(SqlServerMonthsText.Split(month.EndId), cancellationToken);
    }

    public Task DropAsync(MessageMonth month, CancellationToken cancellationToken) =>
        ChangeAsync(SqlServerMonthsText.Drop(month), cancellationToken);

    /// <param name="ranges">In order; the first has no bound of its own.</param>
    internal static IReadOnlyList<MonthPartition> MonthsOf(
        IReadOnlyList<(long? Bound, long Messages, long Octets)> ranges
    )
    {
        var months = new List<MonthPartition>();
        var outside = new MonthPartition(null, 0, 0);
        for (var index = 0; index < ranges.Count; index++)
        {
            var (bound, messages, octets) = ranges[index];
            if (
                bound is { } first
                && index + 1 < ranges.Count
                && MessageMonth.OfId(first) is var month
                && month.FirstId == first
                && month.EndId == ranges[index + 1].Bound
            )
            {
                months.Add(new MonthPartition(month, messages, octets));
            }
            else
            {
                outside = outside with
                {
                    Messages = outside.Messages + messages,
                    Octets = outside.Octets + octets,
                };
            }
        }

        return [.. months, outside];
    }

    private async Task ChangeAsync(string sql, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var connection = await OpenAsync(cancellationToken);
                await using var command = new SqlCommand(sql, connection) { CommandTimeout = 0 };
                await command.ExecuteNonQueryAsync(cancellationToken);
                return;
            }
            catch (SqlException exception) when (SqlServerErrors.IsRefused(exception.Number))
            {
                throw new PartitionRightException(exception.Message, exception);
            }
            catch (SqlException exception) when (SqlServerErrors.IsConflict(exception.Number))
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

    private async Task<SqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(connectionString);
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
