using CsCheck;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Data.Store;
using Yixun.Data.Tests.Sqlite;

namespace Yixun.Data.Tests.PostgreSql;

/// <summary>Whatever is asked of both databases in whatever order: they answer the same and hold the same.</summary>
public sealed class EquivalenceTests(PostgreSqlStores stores)
{
    private const int Messages = 4;
    private static readonly string?[] Statuses = [null, "DELIVRD", "UNDELIV", "EXPIRED", "ACCEPTD"];
    private static readonly string?[] CarrierIds = ["a", "b", "c", null];
    private static readonly string?[] Codes =
    [
        null,
        "SUBMIT:13",
        MessageReasons.LinkLost,
        MessageReasons.ResponseTimeout,
    ];

    private static readonly Gen<SegmentResult> Results = Gen.Select(
            Gen.Int[0, Messages],
            Gen.Int[1, 3],
            Gen.Int[0, 3],
            Gen.Int[0, CarrierIds.Length - 1],
            Gen.Int[0, Codes.Length - 1],
            Gen.Int[0, Statuses.Length - 1],
            Gen.Long[1, 4]
        )
        .Select(
            (message, segment, answer, carrierId, code, status, at) =>
                new SegmentResult(
                    message,
                    // The first message has one segment, the others have two or three.
                    message == 0
                        ? 1
                        : Math.Min(segment, message == 1 ? 2 : 3),
                    message == 0 ? 1
                        : message == 1 ? 2
                        : 3,
                    TemporaryStore.Channel,
                    (SubmitAnswer)answer,
                    CarrierIds[carrierId],
                    Codes[code],
                    at,
                    Statuses[status],
                    Statuses[status] is null ? 0 : at + 10
                )
        );

    private static readonly Gen<CarrierReportResult> Reports = Gen.Select(
        Gen.Int[0, CarrierIds.Length - 2],
        Gen.Int[1, Statuses.Length - 1],
        Gen.Long[20, 24],
        Gen.Bool,
        (carrierId, status, at, elsewhere) =>
            new CarrierReportResult(
                elsewhere ? "unicom-1" : TemporaryStore.Channel,
                CarrierIds[carrierId]!,
                Statuses[status]!,
                at
            )
    );

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Int[0, 9],
        Results.Array[0, 6],
        Reports.Array[0, 3],
        Gen.Bool,
        Gen.Int[0, (1 << Messages) - 1],
        (kind, results, reports, again, chosen) => new Step(kind, results, reports, again, chosen)
    );

    [Fact]
    public async Task Both_databases_asked_the_same_answer_and_hold_the_same()
    {
        await using var lite = await TemporarySqliteStore.CreateAsync();
        await using var postgre = await stores.CreateStoreAsync();
        await Steps
            .Array[4, 14]
            .SampleAsync(async steps => await PlayAsync(lite, postgre, steps), iter: 60, threads: 1);
    }

    private static async Task PlayAsync(TemporaryStore lite, TemporaryStore postgre, Step[] steps)
    {
        // Carrier ids of the last play must not be found in this one.
        await ClearAsync(lite);
        await ClearAsync(postgre);
        var batch = lite.NewBatch(Messages);
        var ids = batch.Messages.Select(message => message.Id).ToArray();
        foreach (var store in new[] { lite, postgre })
        {
            await store.AppendAsync(batch);
            await store.DispatchAsync(MessageState.Queued, ids);
            await store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, ids[..2], 1, default);
        }

        foreach (var step in steps)
        {
            lite.Time.Advance(TimeSpan.FromSeconds(2));
            postgre.Time.SetUtcNow(lite.Now);
            Assert.Equal(await TakeAsync(lite, step, batch), await TakeAsync(postgre, step, batch));
            Assert.Equal(await ReadAsync(lite), await ReadAsync(postgre));
        }
    }

    /// <returns>The answer, as text.</returns>
    private static async Task<string> TakeAsync(TemporaryStore store, Step step, NewBatch batch)
    {
        var ids = batch.Messages.Select(message => message.Id).ToArray();
        var chosen = ids.Where((_, index) => (step.Chosen & (1 << index)) != 0).ToArray();
        Lane[] lanes = step.Again ? [Lane.Care] : [];
        switch (step.Kind)
        {
            case 0:
                return Join(
                    await store.Store.ClaimAsync(
                        TemporaryStore.Channel,
                        Lane.Care,
                        [.. chosen, .. ids],
                        1,
                        default
                    )
                );
            case 1:
                await store.Store.ReleaseAsync(chosen, 1, default);
                return "";
            case 2:
                var (matched, givenUp) = await store.Store.RetryParkedReportsAsync(
                    10,
                    TimeSpan.FromSeconds(9),
                    store.Now,
                    default
                );
                return $"{matched} {givenUp}";
            case 3:
                return $"{await store.Store.RecoverClaimsAsync(lanes, store.Now, default)}";
            case 4 when step.Again:
                return $"{await store.Store.RecallAsync(batch.Id, store.Now, default)}";
            case 4:
                await store.Store.ExpireAsync(chosen, store.Now, default);
                return "";
            default:
                var results = step.Results.Select(result =>
                    result with
                    {
                        // The last stands for a message that is not there.
                        MessageId = result.MessageId == Messages ? 1 : ids[result.MessageId],
                    }
                );
                return $"{await store.Store.ApplyReceiptsAsync([.. results], step.Reports, lanes, store.Now, default)}";
        }
    }

    private static async Task<string> ReadAsync(TemporaryStore store)
    {
        await using var context = store.CreateDbContext();
        var messages = await context.Messages.AsNoTracking().OrderBy(message => message.Id).ToListAsync();
        var segments = await context
            .MessageSegments.AsNoTracking()
            .OrderBy(segment => segment.MessageId)
            .ThenBy(segment => segment.Index)
            .ToListAsync();
        var parked = await context.ParkedReports.AsNoTracking().ToListAsync();
        return string.Join(
            '\n',
            messages
                .Select(m =>
                    $"{m.Id} {m.State} {m.Reason} {m.ChannelId} {m.Owner} {m.SubmittedAt:O} {m.FinalAt:O} {m.DueAt:O}"
                )
                .Concat(
                    segments.Select(s =>
                        $"{s.MessageId}/{s.Index}/{s.Total} {s.ChannelId} {s.CarrierId} {s.Result} {s.Status} "
                        + $"{s.SubmittedAt:O} {s.ReportedAt:O}"
                    )
                )
                .Concat(
                    parked
                        .Select(p =>
                            $"{p.ChannelId} {p.CarrierId} {p.Status} {p.ReportedAt:O} {p.ParkedAt:O} {p.NextTryAt:O} {p.Tries}"
                        )
                        .Order(StringComparer.Ordinal)
                )
        );
    }

    private static async Task ClearAsync(TemporaryStore store)
    {
        await using var context = store.CreateDbContext();
        await context.Messages.ExecuteDeleteAsync();
        await context.MessageSegments.ExecuteDeleteAsync();
        await context.ParkedReports.ExecuteDeleteAsync();
    }

    private static string Join(bool[] answers) => string.Join(' ', answers);

    private sealed record Step(
        int Kind,
        SegmentResult[] Results,
        CarrierReportResult[] Reports,
        bool Again,
        int Chosen
    );
}
