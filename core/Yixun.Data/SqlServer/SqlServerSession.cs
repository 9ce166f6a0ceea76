using System.Data;
using Microsoft.Data.SqlClient;
using Yixun.Data.Server;

namespace Yixun.Data.SqlServer;

/// <inheritdoc/>
internal sealed class SqlServerSession(SqlConnection connection)
    : StoreSession(connection, SqlServerText.Statements)
{
    /// <summary>Longest word of a carrier's that can be a part of a key; what is longer is cut.</summary>
    public const int WordLength = 128;

    /// <summary>An error ends its transaction; counts of rows are told; nobody waits for a lock for ever.</summary>
    public const string Settings = "SET XACT_ABORT ON; SET NOCOUNT OFF; SET LOCK_TIMEOUT 20000";

    public override bool IsOpen => connection.State == ConnectionState.Open;

    private SqlTransaction? Open => Transaction is SqlTransaction { Connection: not null } open ? open : null;

    public override StoreStatement Statement(string text) => new SqlServerStatement(connection, Open, text);

    public override Task<CopyWriter> CopyAsync(CopyTarget target) =>
        Task.FromResult<CopyWriter>(new SqlServerCopyWriter(connection, Open, target));

    /// <summary>
    /// The server takes text that differs in spaces at its end alone for the same: they are left out, so that what it found is
    /// found again here.
    /// </summary>
    public override string Word(string text)
    {
        var whole = base.Word(text);
        return (whole.Length > WordLength ? whole[..WordLength] : whole).TrimEnd(' ');
    }
}
