using System.Data.Common;

namespace Yixun.Data.Server;

/// <summary>One statement and what it is told: columns of the rows that it is about, and single values.</summary>
internal abstract class StoreStatement
{
    /// <summary>Adds a column of the statement's set; all columns of a statement are of one length.</summary>
    public abstract StoreStatement Set<T>(T[] values);

    /// <summary>Adds a single value.</summary>
    public abstract StoreStatement Bind<T>(T value);

    /// <returns>Rows changed.</returns>
    public async Task<int> ExecuteAsync()
    {
        await using var command = Command();
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<List<T>> ReadAsync<T>(Func<DbDataReader, T> row)
    {
        await using var command = Command();
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    protected internal abstract DbCommand Command();
}
