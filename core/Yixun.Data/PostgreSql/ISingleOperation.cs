using Npgsql;

namespace Yixun.Data.PostgreSql;

/// <inheritdoc cref="SingleOperation{T}"/>
internal interface ISingleOperation
{
    Task RunAsync(NpgsqlConnection connection);
}
