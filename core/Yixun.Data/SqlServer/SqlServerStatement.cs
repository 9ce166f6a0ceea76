using System.Data;
using System.Data.Common;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Data.SqlClient;
using Yixun.Data.Server;

namespace Yixun.Data.SqlServer;

/// <summary>One statement with its parameters: the set as JSON in <c>@rows</c>, single values <c>@p1</c> and on.</summary>
/// <param name="transaction">That of the connection; null: none is open.</param>
internal sealed class SqlServerStatement(SqlConnection connection, SqlTransaction? transaction, string sql)
    : StoreStatement
{
    /// <summary>Longest text that is not sent as a large object.</summary>
    private const int TextLength = 4_000;

    private static readonly JsonWriterOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<SqlParameter> _values = [];
    private readonly List<Action<Utf8JsonWriter, int>> _columns = [];
    private int _rows;

    public override StoreStatement Set<T>(T[] values)
    {
        _rows = values.Length;
        _columns.Add(
            values switch
            {
                long[] numbers => (json, row) => json.WriteNumberValue(numbers[row]),
                int[] numbers => (json, row) => json.WriteNumberValue(numbers[row]),
                short[] numbers => (json, row) => json.WriteNumberValue(numbers[row]),
                long?[] numbers => (json, row) => Write(json, numbers[row]),
                string?[] texts => (json, row) => json.WriteStringValue(texts[row]),
                byte[][] octets => (json, row) => json.WriteStringValue(Convert.ToHexString(octets[row])),
                _ => throw new ArgumentException($"A set has no columns of {typeof(T)}.", nameof(values)),
            }
        );
        return this;
    }

    public override StoreStatement Bind<T>(T value)
    {
        var name = $"@p{_values.Count + 1}";
        _values.Add(
            value switch
            {
                long number => new SqlParameter(name, SqlDbType.BigInt) { Value = number },
                int number => new SqlParameter(name, SqlDbType.Int) { Value = number },
                short number => new SqlParameter(name, SqlDbType.SmallInt) { Value = number },
                bool answer => new SqlParameter(name, SqlDbType.Bit) { Value = answer },
                // One length for all, so that one plan serves them.
                string text => new SqlParameter(
                    name,
                    SqlDbType.NVarChar,
                    text.Length <= TextLength ? TextLength : -1
                )
                {
                    Value = text,
                },
                _ => throw new ArgumentException($"A value is no {typeof(T)}.", nameof(value)),
            }
        );
        return this;
    }

    protected internal override DbCommand Command()
    {
        var command = new SqlCommand(sql, connection, transaction);
        command.Parameters.AddRange([.. _values]);
        if (_columns.Count > 0)
        {
            command.Parameters.Add(new SqlParameter("@rows", SqlDbType.NVarChar, -1) { Value = Rows() });
        }

        return command;
    }

    private static void Write(Utf8JsonWriter json, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private string Rows()
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Json))
        {
            json.WriteStartArray();
            for (var row = 0; row < _rows; row++)
            {
                json.WriteStartArray();
                foreach (var column in _columns)
                {
                    column(json, row);
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
