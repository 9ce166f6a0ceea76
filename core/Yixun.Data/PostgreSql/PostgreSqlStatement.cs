using System.Data.Common;
using Npgsql;
using Yixun.Data.Server;

namespace Yixun.Data.PostgreSql;

/// <summary>One statement with its parameters, <c>$1</c> first; a column of a set is an array.</summary>
internal sealed class PostgreSqlStatement(NpgsqlConnection connection, string sql) : StoreStatement
{
    private readonly List<NpgsqlParameter> _parameters = [];

    public override StoreStatement Set<T>(T[] values) => Bind(values);

    public override StoreStatement Bind<T>(T value)
    {
        _parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return this;
    }

    protected internal override DbCommand Command()
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in _parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
