using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yixun.Data.Model;
using Yixun.Data.Writing;

namespace Yixun.Data.Sqlite;

/// <summary>
/// Moves the tail of the phone index into sorted runs: reads the oldest entries, sorts them, writes them as a run, and then
/// takes them from the tail. In small steps, each of which may be repeated after a crash: an entry that is in two places
/// names one message.
/// </summary>
/// <param name="runSize">Entries of a run.</param>
public sealed partial class PhoneIndexer(
    SqliteDatabase database,
    SqliteWriter writer,
    ILogger<PhoneIndexer> logger,
    int runSize = 32_768
) : BackgroundService
{
    private const int RowsPerStep = 1_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Makes one run if the tail is long enough.</summary>
    /// <returns>Whether it was.</returns>
    public async Task<bool> TryMakeRunAsync(CancellationToken cancellationToken)
    {
        List<PhoneTailEntity> entries;
        int run;
        await using (var context = database.CreateContext())
        {
            entries = await context
                .PhoneTail.AsNoTracking()
                .OrderBy(tail => tail.MessageId)
                .Take(runSize)
                .ToListAsync(cancellationToken);
            if (entries.Count < runSize)
            {
                return false;
            }

            run =
                1 + (await context.PhoneRuns.MaxAsync(existing => (int?)existing.Id, cancellationToken) ?? 0);
        }

        var (first, last) = (entries[0].MessageId, entries[^1].MessageId);
        entries.Sort((one, other) => one.PhoneHash.CompareTo(other.PhoneHash));
        foreach (var step in entries.Chunk(RowsPerStep))
        {
            await WriteAsync(step.Length, statements => Insert(statements, run, first, last, step));
        }

        entries.Sort((one, other) => one.MessageId.CompareTo(other.MessageId));
        foreach (var step in entries.Chunk(RowsPerStep))
        {
            await WriteAsync(step.Length, statements => Delete(statements, step));
        }

        return true;

        Task WriteAsync(int rows, Func<SqliteStatementCache, int> work) =>
            writer.RunAsync(WriteKind.Index, WriteUrgency.Background, rows, work, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                while (await TryMakeRunAsync(stoppingToken)) { }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The tail stays longer, and searches slower, until it goes again.
                LogFailed(exception);
            }

            await Task.Delay(Pause, stoppingToken);
        }
    }

    private static int Insert(
        SqliteStatementCache statements,
        int run,
        long first,
        long last,
        PhoneTailEntity[] entries
    )
    {
        statements
            .Get(
                "INSERT INTO phone_runs (id, first_message_id, last_message_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
            )
            .Bind((long)run)
            .Bind(first)
            .Bind(last)
            .Execute();
        var insert = statements.Get(
            "INSERT INTO phone_entries (run_id, phone_hash, message_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        );
        foreach (var entry in entries)
        {
            insert.Bind((long)run).Bind(entry.PhoneHash).Bind(entry.MessageId).Execute();
        }

        return entries.Length;
    }

    /// <summary>One by one: a message that was committed late may lie between two of them.</summary>
    private static int Delete(SqliteStatementCache statements, PhoneTailEntity[] entries)
    {
        var delete = statements.Get("DELETE FROM phone_tail WHERE message_id = ?");
        return entries.Sum(entry => delete.Bind(entry.MessageId).Execute());
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The phone index could not be brought up to date")]
    private partial void LogFailed(Exception exception);
}
