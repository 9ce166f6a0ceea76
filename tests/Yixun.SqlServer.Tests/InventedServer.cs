using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Yixun.Data.Model;
using Yixun.Data.SqlServer;
using Yixun.Data.Tests.SqlServer;

namespace Yixun.SqlServer.Tests;

/// <summary>Takes the place of a SQL Server: keeps what it is asked, and answers with invented rows.</summary>
internal sealed partial class InventedServer(QuerySites sites)
    : DbCommandInterceptor,
        IDbConnectionInterceptor,
        ISaveChangesInterceptor,
        IDbContextFactory<YixunDbContext>
{
    private readonly ConcurrentDictionary<(QuerySite?, string), CapturedStatement> _statements = [];

    public IReadOnlyCollection<CapturedStatement> Statements => [.. _statements.Values];

    /// <summary>Sites that have sent something.</summary>
    public HashSet<QuerySite> Reached { get; } = [];

    /// <summary>Decides about the answers; another for each attempt.</summary>
    public Invention Invention { get; set; } = null!;

    public YixunDbContext CreateDbContext() =>
        new SqlServerDbContext(
            new DbContextOptionsBuilder<SqlServerDbContext>()
                .UseSqlServer("Server=127.0.0.1,1", server => server.UseCompatibilityLevel(150))
                .AddInterceptors(this)
                .Options
        );

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
        var rows = OneValue.IsMatch(command.CommandText) ? 1 : Invention.Rows();
        return new(InterceptionResult<DbDataReader>.SuppressWithResult(new InventedRows(Invention, rows)));
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Keep(command);
        return new(InterceptionResult<int>.SuppressWithResult(Invention.Next(2)));
    }

    /// <summary>Rows that are saved are checked entity by entity, beside the store.</summary>
    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) =>
        Invention.Next(4) == 0
            ? throw new DbUpdateException("Somebody was faster.")
            : new(InterceptionResult<int>.SuppressWithResult(1));

    /// <summary>A statement that always finds one row.</summary>
    [GeneratedRegex(@"^SELECT (COUNT|COUNT_BIG|MIN|MAX|SUM|COALESCE|CASE)\b")]
    private static partial Regex OneValue { get; }

    private void Keep(DbCommand command)
    {
        var reached = sites.Reached(new StackTrace(false)).ToList();
        lock (Reached)
        {
            Reached.UnionWith(reached);
        }

        var site = reached.LastOrDefault();
        _statements.GetOrAdd(
            (site, command.CommandText),
            _ => new CapturedStatement(
                site,
                command.CommandText,
                [.. SqlParameters.Declarations((SqlCommand)command)]
            )
        );
    }
}
