using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.CarrierDaemon.Receipts;
using Yixun.CarrierDaemon.Supervision;
using Yixun.Carriers.Links;
using Yixun.Core.Messages;
using Yixun.Data.Model;

namespace Yixun.CarrierDaemon.Tests.Supervision;

/// <summary>What is written of a minute agrees with what the carrier did.</summary>
public sealed class ChannelMinuteTests
{
    private const string Long =
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Minute_countsEveryAnswerOnce()
    {
        var slowedDown = 0;
        await using var session = await PumpSession.StartAsync(s =>
            s.Link.Answer = segment =>
                (segment.Destination[^1] - '0') switch
                {
                    1 => SubmitOutcomeKind.Rejected,
                    2 => SubmitOutcomeKind.Uncertain,
                    3 when Interlocked.Increment(ref slowedDown) == 1 => SubmitOutcomeKind.FlowControl,
                    _ => SubmitOutcomeKind.Accepted,
                }
        );
        session.ApplyReceipts();

        await session.SendAsync(20);
        await session.SendAsync(10, text: Long);
        await session.UntilAsync(
            async () => session.Link.InFlight == 0 && await session.CountAsync(MessageState.Submitted) == 24,
            TimeSpan.FromMilliseconds(10)
        );
        var row = Sum(await WriteAsync(session));

        Assert.Equal(41, row.Submits);
        Assert.Equal(
            (32, 4, 4, 1, 0),
            (row.Accepted, row.Rejected, row.Uncertain, row.FlowControl, row.NotSent)
        );
        Assert.Equal(
            row.Submits,
            row.Accepted + row.Rejected + row.Uncertain + row.FlowControl + row.NotSent
        );
        Assert.Equal((1, 1, 1), (row.SubmitP50, row.SubmitP95, row.SubmitP99));
    }

    [Fact]
    public async Task Minute_codesOfAnswers_areCounted()
    {
        await using var session = await PumpSession.StartAsync(s =>
            s.Link.Answer = segment =>
                segment.Destination[^1] == '1' ? SubmitOutcomeKind.Rejected : SubmitOutcomeKind.Accepted
        );

        await session.SendAsync(10);
        await session.UntilAsync(() => session.Link.InFlight == 0 && session.Link.Submitted.Count == 10);
        var row = Assert.Single(await WriteAsync(session));

        Assert.Equal("""{"0":9,"13":1}""", row.ResponsesByCode);
    }

    [Fact]
    public async Task Reports_belongToTheMinuteOfTheirSegment_howeverLateTheyCome()
    {
        await using var session = await PumpSession.StartAsync();
        session.ApplyReceipts();
        await session.SendAsync(12);
        await session.UntilAsync(() => session.Link.CarrierIds.Count == 12);
        var ids = session.Link.CarrierIds.ToArray();
        Report(session, ids[..4], "DELIVRD");
        session.Time.Advance(TimeSpan.FromMinutes(2));
        Report(session, ids[4..7], "UNDELIV");
        // A second report of a segment, and one of a segment that nobody knows.
        Report(session, [ids[0], "unheard-of"], "DELIVRD");
        session.Time.Advance(TimeSpan.FromMinutes(4));
        Report(session, ids[7..9], "DELIVRD");

        var rows = await WriteAsync(session);

        Assert.Equal([12, 0, 0], rows.Select(row => row.Accepted));
        Assert.Equal([9, 0, 0], rows.Select(row => row.ReportedSoFar));
        Assert.Equal([7, 0, 0], rows.Select(row => row.ReportedInTime));
        Assert.Equal([4, 5, 2], rows.Select(row => row.Reports));
        Assert.Equal([4, 2, 2], rows.Select(row => row.ReportsDelivered));
        Assert.InRange(rows[1].ReportP50, 112_000, 128_000);
        Assert.InRange(rows[2].ReportP99, 337_000, 383_000);

        Report(session, ids[9..], "DELIVRD");
        Assert.Equal(12, (await WriteAsync(session))[0].ReportedSoFar);
    }

    [Fact]
    public async Task Report_beforeItsResponse_isInTime()
    {
        await using var session = await PumpSession.StartAsync(s => s.Link.Answer = _ => null);
        session.ApplyReceipts();
        var id = Assert.Single(await session.SendAsync(1));
        await session.UntilAsync(() => session.Link.Submitted.Count == 1);
        // The fake carrier's first id.
        Report(session, [$"{id:x}-1-1"], "DELIVRD");
        session.Link.CompleteAll(SubmitOutcomeKind.Accepted);
        await session.UntilAsync(() => session.Link.CarrierIds.Count == 1);

        var row = Assert.Single(await WriteAsync(session));

        Assert.Equal((1, 1, 1, 1), (row.Accepted, row.Reports, row.ReportedSoFar, row.ReportedInTime));
    }

    [Fact]
    public void Segment_droppedWithoutAReport_isForgottenInItsMinute()
    {
        var forgotten = new List<int>();
        var recent = new RecentSegments(2, forgotten.Add);
        foreach (var minute in Enumerable.Range(1, 4))
        {
            recent.Add($"id-{minute}", new RecentSegment(minute, 1, 1, 0, 0, minute));
            if (minute == 2)
            {
                Assert.True(recent.TryReport("id-2", out _, out var sighting));
                Assert.Equal(new ReportSighting(true, 2), sighting);
                Assert.True(recent.TryReport("id-2", out _, out sighting));
                Assert.False(sighting.First);
            }
        }

        Assert.Equal([1], forgotten);
        Assert.False(recent.TryReport("id-1", out _, out _));
    }

    [Fact]
    public void Sample_meansMostAndLeast_areWritten()
    {
        var minute = new ChannelMinute(1) { Submits = 30 };
        minute.Sample(2, 20, 4, 7, 1, 20);
        minute.Sample(1, 10, 10, 3, 4, 20);
        var row = new ChannelMinuteEntity { ChannelId = "a", Minute = 1 };

        minute.WriteTo(row);

        Assert.Equal(
            (60, 75, 7, 4, 1),
            (row.WindowUse, row.RateUse, row.Waiting, row.QueuedChunks, row.BoundLeast)
        );
    }

    [Fact]
    public void Percentile_ofManyValues_isWithinASixteenth()
    {
        var histogram = new LatencyHistogram();
        Assert.Equal(0, histogram.Percentile(0.5));
        for (var milliseconds = 1; milliseconds <= 100_000; milliseconds++)
        {
            histogram.Record(TimeSpan.FromMilliseconds(milliseconds));
        }

        foreach (var (part, exact) in new[] { (0.5, 50_000), (0.95, 95_000), (0.99, 99_000) })
        {
            Assert.InRange(histogram.Percentile(part), exact * 15 / 16, exact * 17 / 16);
        }

        var days = new LatencyHistogram();
        days.Record(TimeSpan.FromDays(1000));
        days.Record(TimeSpan.FromDays(-1));
        Assert.Equal(0, days.Percentile(0.5));
        Assert.InRange(
            days.Percentile(1),
            TimeSpan.FromDays(23).TotalMilliseconds,
            TimeSpan.FromDays(25).TotalMilliseconds
        );
    }

    [Fact]
    public void Codes_thatAGatewayInvents_areBounded()
    {
        var codes = new ResponseCodes();
        for (var code = 0u; code < 100_000; code += 100)
        {
            codes.Record(code);
            codes.Record(code);
        }

        var json = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, int>>(codes.ToJson())!;

        Assert.Equal(3 + 64, json.Count);
        Assert.All(json.Values, count => Assert.Equal(2, count));
    }

    private static void Report(PumpSession session, IEnumerable<string> carrierIds, string status)
    {
        foreach (var id in carrierIds)
        {
            session.Link.Handler.OnReport(new FakeReport(id) { Status = status });
        }
    }

    private static async Task<List<ChannelMinuteEntity>> WriteAsync(PumpSession session)
    {
        await new SupervisionRecords(session, session.Lease, session.Time).WriteMinutesAsync(
            session.DaemonMetrics.Measures,
            Cancellation
        );
        await using var context = session.CreateDbContext();
        return await context.ChannelMinutes.OrderBy(row => row.Minute).ToListAsync(Cancellation);
    }

    private static ChannelMinuteEntity Sum(List<ChannelMinuteEntity> rows)
    {
        Assert.All(rows, row => Assert.Equal("mobile-1", row.ChannelId));
        // The clock went on while it waited, so that there may be more than one minute.
        return new ChannelMinuteEntity
        {
            ChannelId = "mobile-1",
            Submits = rows.Sum(row => row.Submits),
            Accepted = rows.Sum(row => row.Accepted),
            Rejected = rows.Sum(row => row.Rejected),
            Uncertain = rows.Sum(row => row.Uncertain),
            FlowControl = rows.Sum(row => row.FlowControl),
            NotSent = rows.Sum(row => row.NotSent),
            SubmitP50 = rows.Max(row => row.SubmitP50),
            SubmitP95 = rows.Max(row => row.SubmitP95),
            SubmitP99 = rows.Max(row => row.SubmitP99),
        };
    }
}
