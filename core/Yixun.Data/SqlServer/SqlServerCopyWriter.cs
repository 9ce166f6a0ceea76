using System.Data;
using Microsoft.Data.SqlClient;
using Yixun.Data.Server;

namespace Yixun.Data.SqlServer;

/// <summary>SqlBulkCopy; the rows are kept until they are complete.</summary>
/// <param name="transaction">What they become a part of.</param>
internal sealed class SqlServerCopyWriter(
    SqlConnection connection,
    SqlTransaction? transaction,
    CopyTarget target
) : CopyWriter
{
    private readonly DataTable _rows = new() { Locale = System.Globalization.CultureInfo.InvariantCulture };
    private readonly object?[] _row = new object?[target.Columns.Length];
    private int _column;

    public override ValueTask StartRowAsync()
    {
        Keep();
        return default;
    }

    public override ValueTask WriteAsync(short value) => Add(typeof(short), value);

    public override ValueTask WriteAsync(int value) => Add(typeof(int), value);

    public override ValueTask WriteAsync(int? value) => Add(typeof(int), value);

    public override ValueTask WriteAsync(long value) => Add(typeof(long), value);

    public override ValueTask WriteAsync(long? value) => Add(typeof(long), value);

    public override ValueTask WriteAsync(string? value) => Add(typeof(string), value);

    public override ValueTask WriteAsync(byte[]? value) => Add(typeof(byte[]), value);

    /// <summary>All rows so far, with the last that was begun.</summary>
    public DataTable Rows()
    {
        Keep();
        return _rows;
    }

    public override async Task CompleteAsync()
    {
        var rows = Rows();
        if (rows.Rows.Count == 0)
        {
            return;
        }

        using var copy = new SqlBulkCopy(connection, SqlBulkCopyOptions.Default, transaction)
        {
            DestinationTableName = target.Table,
        };
        foreach (var column in target.Columns)
        {
            copy.ColumnMappings.Add(column, column);
        }

        await copy.WriteToServerAsync(rows);
    }

    public override ValueTask DisposeAsync()
    {
        _rows.Dispose();
        return default;
    }

    private ValueTask Add(Type type, object? value)
    {
        if (_rows.Columns.Count == _column)
        {
            _rows.Columns.Add(target.Columns[_column], type);
        }

        _row[_column++] = value ?? DBNull.Value;
        return default;
    }

    /// <summary>The row that was begun, if any.</summary>
    private void Keep()
    {
        if (_column > 0)
        {
            _rows.Rows.Add(_row);
            _column = 0;
        }
    }
}
