using Npgsql;

namespace Yixun.Data.PostgreSql;

/// <summary>One statement with its parameters, <c>$1</c> first.</summary>
internal sealed class PostgreSqlStatement(NpgsqlConnection connection, string sql)
{
    private readonly List<NpgsqlParameter> _parameters = [];

    public PostgreSqlStatement Bind<T>(T value)
    {
        _parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return this;
    }

    /// <returns>Rows changed.</returns>
    public async Task<int> ExecuteAsync()
    {
        await using var command = Command();
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<List<T>> ReadAsync<T>(Func<NpgsqlDataReader, T> row)
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

    private NpgsqlCommand Command()
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in _parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
