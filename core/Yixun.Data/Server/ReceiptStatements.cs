using System.Data.Common;
using Yixun.Core.Messages;
using Yixun.Data.Store;

namespace Yixun.Data.Server;

/// <summary>Reads and locks what receipts are about, has them applied, and writes what they changed.</summary>
internal static class ReceiptStatements
{
    public static async Task ApplyAsync(StoreSession session, IReadOnlyList<ReceiptsOperation> operations)
    {
        var application = await LoadAsync(
            session,
            operations.SelectMany(operation => operation.Results).Select(result => result.MessageId),
            operations
                .SelectMany(operation => operation.Reports)
                .Select(report => (report.ChannelId, session.Word(report.CarrierId))),
            DateTimeOffset.FromUnixTimeMilliseconds(operations.Min(operation => operation.Now))
        );
        var tallies = new ReceiptTally[operations.Count];
        for (var index = 0; index < tallies.Length; index++)
        {
            var operation = operations[index];
            tallies[index] = application.Begin(operation.AtLeastOnce);
            foreach (var result in operation.Results)
            {
                application.Apply(Storable(session, result), operation.Now);
            }

            foreach (var report in operation.Reports)
            {
                application.Apply(Storable(session, report), operation.Now);
            }
        }

        await WriteAsync(session, application);
        for (var index = 0; index < tallies.Length; index++)
        {
            operations[index].Result = tallies[index].Outcome;
        }
    }

    /// <summary>Reads and locks messages, and those that carrier ids name, with all their segments.</summary>
    public static async Task<ReceiptApplication> LoadAsync(
        StoreSession session,
        IEnumerable<long> messageIds,
        IEnumerable<(string ChannelId, string CarrierId)> reports,
        DateTimeOffset now
    )
    {
        var ids = messageIds.ToHashSet();
        var words = reports.ToHashSet();
        foreach (var (first, end) in ReportReach.Of(now))
        {
            if (words.Count == 0)
            {
                break;
            }

            // A carrier id that comes later is a report that came before its answer: it is parked and tried again.
            var matches = await session
                .Statement(session.Sql.FindByCarrierIds)
                .Set(words.Select(word => word.CarrierId).Distinct(StringComparer.Ordinal).ToArray())
                .Bind(first)
                .Bind(end)
                .ReadAsync(row => (Id: row.GetInt64(0), Word: (row.GetString(1), row.GetString(2))));
            matches.RemoveAll(match => !words.Contains(match.Word));
            ids.UnionWith(matches.Select(match => match.Id));
            words.ExceptWith(matches.Select(match => match.Word));
        }

        if (ids.Count == 0)
        {
            return new ReceiptApplication([], []);
        }

        var keys = ids.Order().ToArray();
        // Who holds a message's row may change its segments. Locked in one order by all.
        var messages = await session
            .Statement(session.Sql.LockMessages)
            .Set(keys)
            .ReadAsync(row => new ReceiptMessage
            {
                Id = row.GetInt64(0),
                State = (MessageState)row.GetInt16(1),
                Lane = (Lane)row.GetInt16(2),
                Reason = Text(row, 3),
                FinalAt = Number(row, 4),
                SubmittedAt = Number(row, 5),
            });
        var segments = await session
            .Statement(session.Sql.ReadSegments)
            .Set(keys)
            .ReadAsync(row => new ReceiptSegment
            {
                MessageId = row.GetInt64(0),
                Index = row.GetInt32(1),
                Total = row.GetInt32(2),
                ChannelId = row.GetString(3),
                CarrierId = Text(row, 4),
                Result = Text(row, 5),
                Status = Text(row, 6),
                SubmittedAt = row.GetInt64(7),
                ReportedAt = Number(row, 8),
                ReadAt = Number(row, 9),
            });
        return new ReceiptApplication(messages, segments);
    }

    public static async Task WriteAsync(StoreSession session, ReceiptApplication application)
    {
        var messages = application
            .Messages.Where(message => message.IsChanged)
            .OrderBy(message => message.Id)
            .ToList();
        if (messages.Count > 0)
        {
            await UpdateAsync(session, messages);
        }

        // In one order for all: where a message is missing, no lock on it keeps two transactions apart.
        var added = application
            .Segments.Where(segment => segment.IsNew)
            .OrderBy(segment => segment.MessageId)
            .ThenBy(segment => segment.Index)
            .ToList();
        if (added.Count > 0)
        {
            await ReceiptSegmentStatements.InsertAsync(session, added);
        }

        var changed = application
            .Segments.Where(segment => segment.IsChanged && !segment.IsNew)
            .OrderBy(segment => segment.MessageId)
            .ThenBy(segment => segment.Index)
            .ToList();
        if (changed.Count > 0)
        {
            await ReceiptSegmentStatements.UpdateAsync(session, changed);
        }

        var parkings = application.Parkings.ToList();
        if (parkings.Count > 0)
        {
            await ParkedReportStatements.ParkAsync(session, parkings);
        }
    }

    private static Task<int> UpdateAsync(StoreSession session, List<ReceiptMessage> messages) =>
        session
            .Statement(session.Sql.MoveMessages)
            .Set(messages.ConvertAll(message => message.Id).ToArray())
            .Set(messages.ConvertAll(message => (short)message.State).ToArray())
            .Set(messages.ConvertAll(message => message.Reason).ToArray())
            .Set(messages.ConvertAll(message => message.FinalAt).ToArray())
            .Set(messages.ConvertAll(message => message.SubmittedAt).ToArray())
            .ExecuteAsync();

    private static SegmentResult Storable(StoreSession session, in SegmentResult result) =>
        result with
        {
            CarrierId = session.WordOrNull(result.CarrierId),
            AnswerCode = session.WordOrNull(result.AnswerCode),
            Status = session.WordOrNull(result.Status),
        };

    private static CarrierReportResult Storable(StoreSession session, in CarrierReportResult report) =>
        report with
        {
            CarrierId = session.Word(report.CarrierId),
            Status = session.Word(report.Status),
        };

    private static string? Text(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetInt64(column);
}
