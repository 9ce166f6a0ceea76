using Yixun.Data.Store;

namespace Yixun.Data.Server;

/// <summary>Reports whose segment is not known yet.</summary>
internal static class ParkedReportStatements
{
    /// <summary>Parks reports; one that is parked already is a duplicate.</summary>
    public static async Task ParkAsync(StoreSession session, List<ReceiptParking> parkings)
    {
        // In one order for all, so that two transactions never wait for each other.
        var ordered = parkings
            .OrderBy(parking => parking.Report.ChannelId, StringComparer.Ordinal)
            .ThenBy(parking => parking.Report.CarrierId, StringComparer.Ordinal)
            .ThenBy(parking => parking.Report.Status, StringComparer.Ordinal)
            .ToList();
        var parked = await session
            .Statement(session.Sql.Park)
            .Set(ordered.ConvertAll(parking => parking.Report.ChannelId).ToArray())
            .Set(ordered.ConvertAll(parking => parking.Report.CarrierId).ToArray())
            .Set(ordered.ConvertAll(parking => parking.Report.Status).ToArray())
            .Set(ordered.ConvertAll(parking => parking.Report.At).ToArray())
            .Set(ordered.ConvertAll(parking => parking.At).ToArray())
            .ReadAsync(row => (row.GetString(0), row.GetString(1), row.GetString(2)));
        var added = parked.ToHashSet();
        foreach (var parking in ordered)
        {
            var report = parking.Report;
            if (added.Contains((report.ChannelId, report.CarrierId, report.Status)))
            {
                parking.Tally.Parked++;
            }
            else
            {
                parking.Tally.Duplicates++;
            }
        }
    }

    /// <inheritdoc cref="IMessageStore.RetryParkedReportsAsync"/>
    public static async Task<(int Matched, int GivenUp)> RetryAsync(
        StoreSession session,
        int limit,
        TimeSpan keep,
        DateTimeOffset now
    )
    {
        var time = now.ToUnixTimeMilliseconds();
        // Of several reports of one segment what came first counts; the rest makes the order a total one.
        var due = await session
            .Statement(session.Sql.TakeDueReports)
            .Bind(time)
            .Bind((long)limit)
            .ReadAsync(row =>
                (
                    Report: new CarrierReportResult(
                        row.GetString(0),
                        row.GetString(1),
                        row.GetString(2),
                        row.GetInt64(3)
                    ),
                    ParkedAt: row.GetInt64(4),
                    Tries: row.GetInt32(5)
                )
            );
        var application = await ReceiptStatements.LoadAsync(
            session,
            [],
            due.Select(parked => (parked.Report.ChannelId, parked.Report.CarrierId)),
            now
        );
        application.Begin([]);
        var over = new List<CarrierReportResult>();
        var again = new List<(CarrierReportResult Report, int Tries)>();
        var (matched, givenUp) = (0, 0);
        foreach (var (report, parkedAt, tries) in due)
        {
            if (application.TryMatch(report, time))
            {
                matched++;
                over.Add(report);
            }
            else if (time - parkedAt > (long)keep.TotalMilliseconds)
            {
                givenUp++;
                over.Add(report);
            }
            else
            {
                again.Add((report, tries + 1));
            }
        }

        await ReceiptStatements.WriteAsync(session, application);
        await DeleteAsync(session, over);
        await PostponeAsync(session, again, time);
        return (matched, givenUp);
    }

    private static async Task DeleteAsync(StoreSession session, List<CarrierReportResult> reports)
    {
        if (reports.Count > 0)
        {
            await session
                .Statement(session.Sql.DeleteReports)
                .Set(reports.ConvertAll(report => report.ChannelId).ToArray())
                .Set(reports.ConvertAll(report => report.CarrierId).ToArray())
                .Set(reports.ConvertAll(report => report.Status).ToArray())
                .ExecuteAsync();
        }
    }

    private static async Task PostponeAsync(
        StoreSession session,
        List<(CarrierReportResult Report, int Tries)> reports,
        long now
    )
    {
        if (reports.Count > 0)
        {
            await session
                .Statement(session.Sql.PostponeReports)
                .Set(reports.ConvertAll(parked => parked.Report.ChannelId).ToArray())
                .Set(reports.ConvertAll(parked => parked.Report.CarrierId).ToArray())
                .Set(reports.ConvertAll(parked => parked.Report.Status).ToArray())
                .Set(reports.ConvertAll(parked => parked.Tries).ToArray())
                // 2 s, 4 s, … up to 17 minutes.
                .Set(reports.ConvertAll(parked => now + (1000L << Math.Min(parked.Tries, 10))).ToArray())
                .ExecuteAsync();
        }
    }
}
