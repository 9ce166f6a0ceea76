using System.Data;
using Microsoft.Data.SqlClient;

namespace Yixun.Data.Tests.SqlServer;

/// <summary>A command's parameters as a procedure declares them.</summary>
internal static class SqlParameters
{
    public static IEnumerable<string> Declarations(SqlCommand command) =>
        command.Parameters.Cast<SqlParameter>().Select(Declaration);

    private static string Declaration(SqlParameter parameter)
    {
        var name = parameter.ParameterName.StartsWith('@')
            ? parameter.ParameterName
            : $"@{parameter.ParameterName}";
        return parameter.SqlDbType is SqlDbType.NVarChar or SqlDbType.VarBinary
            ? $"{name} {parameter.SqlDbType}({(parameter.Size is > 0 and <= 4_000 ? parameter.Size : "max")})"
            : $"{name} {parameter.SqlDbType}";
    }
}
