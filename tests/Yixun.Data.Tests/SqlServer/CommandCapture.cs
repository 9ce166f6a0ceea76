using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Yixun.Data.Tests.SqlServer;

/// <summary>Keeps what EF Core would send, and sends nothing: what asked for it ends with <see cref="NothingSent"/>.</summary>
internal sealed class CommandCapture : DbCommandInterceptor, IDbConnectionInterceptor
{
    /// <summary>Their texts, and their parameters as declarations: EF Core takes those away afterwards.</summary>
    public List<(string Text, List<string> Parameters)> Commands { get; } = [];

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection,
        ConnectionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken
    ) => new(InterceptionResult.Suppress());

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        Keep(command);
        throw new NothingSent();
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Keep(command);
        throw new NothingSent();
    }

    private void Keep(DbCommand command) =>
        Commands.Add((command.CommandText, [.. SqlParameters.Declarations((SqlCommand)command)]));

    internal sealed class NothingSent : Exception;
}
