using System.Collections;
using System.Data.Common;

namespace Yixun.SqlServer.Tests;

/// <summary>Some rows whose values are whatever is asked for.</summary>
internal sealed class InventedRows(Invention invention, int rows) : DbDataReader
{
    private int _left = rows;

    public override int Depth => 0;

    public override int FieldCount => 64;

    public override bool HasRows => _left > 0;

    public override bool IsClosed => false;

    public override int RecordsAffected => 1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => throw new NotSupportedException();

    public override bool Read() => _left-- > 0;

    public override bool NextResult() => false;

    public override bool IsDBNull(int ordinal) => invention.Next(4) == 0;

    public override bool GetBoolean(int ordinal) => invention.Of<bool>();

    public override byte GetByte(int ordinal) => (byte)invention.Next(4);

    public override short GetInt16(int ordinal) => (short)invention.Next(12);

    public override int GetInt32(int ordinal) => invention.Of<int>();

    public override long GetInt64(int ordinal) => invention.Of<long>();

    public override double GetDouble(int ordinal) => invention.Of<int>();

    public override float GetFloat(int ordinal) => invention.Of<int>();

    public override decimal GetDecimal(int ordinal) => invention.Of<int>();

    public override string GetString(int ordinal) => invention.Word();

    public override T GetFieldValue<T>(int ordinal) => invention.Of<T>()!;

    public override Type GetFieldType(int ordinal) => typeof(object);

    public override string GetName(int ordinal) => $"c{ordinal}";

    public override object GetValue(int ordinal) => invention.Of<int>();

    public override char GetChar(int ordinal) => throw new NotSupportedException();

    public override DateTime GetDateTime(int ordinal) => throw new NotSupportedException();

    public override Guid GetGuid(int ordinal) => throw new NotSupportedException();

    public override string GetDataTypeName(int ordinal) => throw new NotSupportedException();

    public override int GetOrdinal(string name) => throw new NotSupportedException();

    public override int GetValues(object[] values) => throw new NotSupportedException();

    public override long GetBytes(
        int ordinal,
        long dataOffset,
        byte[]? buffer,
        int bufferOffset,
        int length
    ) => throw new NotSupportedException();

    public override long GetChars(
        int ordinal,
        long dataOffset,
        char[]? buffer,
        int bufferOffset,
        int length
    ) => throw new NotSupportedException();

    public override IEnumerator GetEnumerator() => throw new NotSupportedException();
}
