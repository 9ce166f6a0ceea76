using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Yixun.Data.Model;

namespace Yixun.Data.Inspection;

/// <summary>A question to a catalogue, over a connection of a context.</summary>
internal static class InspectionQuery
{
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(
        YixunDbContext context,
        string sql,
        Func<DbDataReader, T> read,
        CancellationToken cancellationToken
    )
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The only row.</summary>
    public static async Task<T> ReadOneAsync<T>(
        YixunDbContext context,
        string sql,
        Func<DbDataReader, T> read,
        CancellationToken cancellationToken
    ) => (await ReadAsync(context, sql, read, cancellationToken))[0];
}
