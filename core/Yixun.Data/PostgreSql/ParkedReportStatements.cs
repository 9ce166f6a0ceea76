using Npgsql;
using Yixun.Data.Store;

namespace Yixun.Data.PostgreSql;

/// <summary>Reports whose segment is not known yet.</summary>
internal static class ParkedReportStatements
{
    /// <summary>Parks reports; one that is parked already is a duplicate.</summary>
    public static async Task ParkAsync(NpgsqlConnection connection, List<ReceiptParking> parkings)
    {
        // In one order for all, so that two transactions never wait for each other.
        var ordered = parkings
            .OrderBy(parking => parking.Report.ChannelId, StringComparer.Ordinal)
            .ThenBy(parking => parking.Report.CarrierId, StringComparer.Ordinal)
            .ThenBy(parking => parking.Report.Status, StringComparer.Ordinal)
            .ToList();
        var parked = await new PostgreSqlStatement(
            connection,
            "INSERT INTO parked_reports (channel_id, carrier_id, status, reported_at, parked_at, next_try_at, tries) "
                + "SELECT p.channel_id, p.carrier_id, p.status, p.reported_at, p.parked_at, p.parked_at + 1000, 0 "
                + "FROM unnest($1, $2, $3, $4, $5) AS p(channel_id, carrier_id, status, reported_at, parked_at) "
                + "ON CONFLICT DO NOTHING RETURNING channel_id, carrier_id, status"
        )
            .Bind(ordered.ConvertAll(parking => parking.Report.ChannelId).ToArray())
            .Bind(ordered.ConvertAll(parking => parking.Report.CarrierId).ToArray())
            .Bind(ordered.ConvertAll(parking => parking.Report.Status).ToArray())
            .Bind(ordered.ConvertAll(parking => parking.Report.At).ToArray())
            .Bind(ordered.ConvertAll(parking => parking.At).ToArray())
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
        NpgsqlConnection connection,
        int limit,
        TimeSpan keep,
        DateTimeOffset now
    )
    {
        var time = now.ToUnixTimeMilliseconds();
        // Of several reports of one segment what came first counts; the rest makes the order a total one.
        var due = await new PostgreSqlStatement(
            connection,
            "SELECT channel_id, carrier_id, status, reported_at, parked_at, tries FROM parked_reports "
                + "WHERE next_try_at <= $1 "
                + "ORDER BY next_try_at, parked_at, reported_at, status, channel_id, carrier_id LIMIT $2 FOR UPDATE SKIP LOCKED"
        )
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
            connection,
            [],
            due.Select(parked => (parked.Report.ChannelId, parked.Report.CarrierId))
        );
        application.Begin([]);
        var over = new List<CarrierReportResult>();
        var again = new List<(CarrierReportResult Report, int Tries)>();
        var (matched, givenUp) = (0, 0);
        foreach (var (report, parkedAt, tries) in due)
        {
            if (application.TryMatch(report))
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

        await ReceiptStatements.WriteAsync(connection, application);
        await DeleteAsync(connection, over);
        await PostponeAsync(connection, again, time);
        return (matched, givenUp);
    }

    private static async Task DeleteAsync(NpgsqlConnection connection, List<CarrierReportResult> reports)
    {
        if (reports.Count > 0)
        {
            await new PostgreSqlStatement(
                connection,
                "DELETE FROM parked_reports p USING unnest($1, $2, $3) AS u(channel_id, carrier_id, status) "
                    + "WHERE p.channel_id = u.channel_id AND p.carrier_id = u.carrier_id AND p.status = u.status"
            )
                .Bind(reports.ConvertAll(report => report.ChannelId).ToArray())
                .Bind(reports.ConvertAll(report => report.CarrierId).ToArray())
                .Bind(reports.ConvertAll(report => report.Status).ToArray())
                .ExecuteAsync();
        }
    }

    private static async Task PostponeAsync(
        NpgsqlConnection connection,
        List<(CarrierReportResult Report, int Tries)> reports,
        long now
    )
    {
        if (reports.Count > 0)
        {
            await new PostgreSqlStatement(
                connection,
                "UPDATE parked_reports p SET tries = u.tries, next_try_at = u.next_try_at "
                    + "FROM unnest($1, $2, $3, $4, $5) AS u(channel_id, carrier_id, status, tries, next_try_at) "
                    + "WHERE p.channel_id = u.channel_id AND p.carrier_id = u.carrier_id AND p.status = u.status"
            )
                .Bind(reports.ConvertAll(parked => parked.Report.ChannelId).ToArray())
                .Bind(reports.ConvertAll(parked => parked.Report.CarrierId).ToArray())
                .Bind(reports.ConvertAll(parked => parked.Report.Status).ToArray())
                .Bind(reports.ConvertAll(parked => parked.Tries).ToArray())
                // 2 s, 4 s, … up to 17 minutes.
                .Bind(reports.ConvertAll(parked => now + (1000L << Math.Min(parked.Tries, 10))).ToArray())
                .ExecuteAsync();
        }
    }
}
