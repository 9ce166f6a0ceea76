using CsCheck;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Core.Mms;
using Yixun.Core.Numbers;
using Yixun.Core.Routing;
using Yixun.Data.Store;
using Yixun.Data.Tests.Sqlite;

namespace Yixun.Data.Tests.PostgreSql;

/// <summary>Whatever is asked of both databases in whatever order: they answer the same and hold the same.</summary>
public sealed class EquivalenceTests(PostgreSqlStores stores)
{
    private const int Messages = 4;
    private static readonly string?[] Statuses = [null, "DELIVRD", "UNDELIV", "EXPIRED", "ACCEPTD"];
    private static readonly string[] ReportStatuses =
    [
        "DELIVRD",
        "UNDELIV",
        "EXPIRED",
        "ACCEPTD",
        CarrierReportResult.Read,
        CarrierReportResult.Read,
    ];
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
        Gen.Int[0, ReportStatuses.Length - 1],
        Gen.Long[20, 24],
        Gen.Bool,
        (carrierId, status, at, elsewhere) =>
            new CarrierReportResult(
                elsewhere ? "unicom-1" : TemporaryStore.Channel,
                CarrierIds[carrierId]!,
                ReportStatuses[status],
                at
            )
    );

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Int[0, 11],
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
        var batch = Mms(lite, Messages, null, [8]);
        var ids = batch.Messages.Select(message => message.Id).ToArray();
        foreach (var store in new[] { lite, postgre })
        {
            await store.AppendAsync(batch);
            await store.DispatchAsync(MessageState.Queued, ids[..3]);
            await store.Store.ClaimAsync(TemporaryStore.Channel, Lane.Care, ids[..2], 1, default);
        }

        foreach (var step in steps)
        {
            lite.Time.Advance(TimeSpan.FromSeconds(2));
            postgre.Time.SetUtcNow(lite.Now);
            var more = Mms(lite, 2, step.Again ? "a" : null, step.Chosen % 2 == 0 ? [3] : null);
            Assert.Equal(
                await TakeAsync(lite, step, batch, more),
                await TakeAsync(postgre, step, batch, more)
            );
            Assert.Equal(await ReadAsync(lite), await ReadAsync(postgre));
        }
    }

    /// <returns>The answer, as text.</returns>
    private static async Task<string> TakeAsync(
        TemporaryStore store,
        Step step,
        NewBatch batch,
        NewBatch more
    )
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
                return $"{await store.Store.RecoverClaimsAsync(lanes, othersToo: true, store.Now, default)}";
            case 4 when step.Again:
                return $"{await store.Store.RecallAsync(batch.Id, store.Now, default)}";
            case 4:
                await store.Store.ExpireAsync(chosen, store.Now, default);
                return "";
            case 5:
                DispatchUpdate[] updates =
                [
                    .. chosen.Select(id => Queued(id, Fallen(batch, id, store.Now))),
                    .. ids.Select(id => Queued(id, step.Again ? null : Fallen(batch, id, store.Now))),
                ];
                return Join(await store.Store.ApplyDispatchAsync(Lane.Care, updates, store.Now, default));
            case 6:
                var outcome = await store.AppendAsync(more);
                return $"{outcome.Existing} {string.Join(' ', outcome.Repeats)}";
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
        var links = await context.MmsLinks.AsNoTracking().OrderBy(link => link.Token).ToListAsync();
        var parts = await context.MmsParts.AsNoTracking().OrderBy(part => part.Id).ToListAsync();
        var fallbacks = await context.MmsFallbacks.AsNoTracking().OrderBy(row => row.BatchId).ToListAsync();
        var queued = await store.Store.ReadQueuedAsync(TemporaryStore.Channel, 0, 50, default);
        var accepted = await store.Store.ReadStrandedAsync(
            MessageState.Accepted,
            0,
            store.Now.AddDays(1),
            50,
            default
        );
        return string.Join(
            '\n',
            messages
                .Select(m =>
                    $"{m.Id} {m.State} {m.Reason} {m.ChannelId} {m.Owner} {m.SubmittedAt:O} {m.FinalAt:O} {m.DueAt:O} "
                    + $"{m.Segments} {Hex(m.ContentCipher)}"
                )
                .Concat(
                    segments.Select(s =>
                        $"{s.MessageId}/{s.Index}/{s.Total} {s.ChannelId} {s.CarrierId} {s.Result} {s.Status} "
                        + $"{s.SubmittedAt:O} {s.ReportedAt:O} {s.ReadAt:O}"
                    )
                )
                .Concat(
                    parked
                        .Select(p =>
                            $"{p.ChannelId} {p.CarrierId} {p.Status} {p.ReportedAt:O} {p.ParkedAt:O} {p.NextTryAt:O} {p.Tries}"
                        )
                        .Order(StringComparer.Ordinal)
                )
                .Concat(links.Select(l => $"{l.Token} {l.MessageId} {l.BatchId} {l.ExpiresAt:O}"))
                .Concat(
                    parts.Select(p =>
                        $"{p.Id} {p.BatchId} {p.Position} {p.Slide} {p.Milliseconds} {p.Kind} {p.ContentType} {p.Name} "
                        + $"{p.Size} {Hex(p.Sha256)} {Hex(p.Cipher)}"
                    )
                )
                .Concat(fallbacks.Select(f => $"{f.BatchId} {Hex(f.ContentCipher)}"))
                .Concat(
                    queued
                        .Concat(accepted)
                        .Select(s => $"{s.Id} {s.Kind} {Hex(s.ContentCipher)} {Hex(s.BatchContentCipher)}")
                )
        );
    }

    private static async Task ClearAsync(TemporaryStore store)
    {
        await using var context = store.CreateDbContext();
        await context.Messages.ExecuteDeleteAsync();
        await context.MessageSegments.ExecuteDeleteAsync();
        await context.ParkedReports.ExecuteDeleteAsync();
        await context.ClientKeys.ExecuteDeleteAsync();
        await context.MmsLinks.ExecuteDeleteAsync();
        await context.MmsParts.ExecuteDeleteAsync();
        await context.MmsFallbacks.ExecuteDeleteAsync();
    }

    private static NewBatch Mms(TemporaryStore store, int messages, string? clientId, byte[]? fallback) =>
        store.NewBatch(messages) with
        {
            ClientId = clientId,
            ContentCipher = null,
            Kind = ChannelKind.Mms,
            Mms = new NewMms(
                [Part(store, 1, MmsPartKind.Picture, "a.png"), Part(store, 2, MmsPartKind.Text, null)],
                fallback
            ),
        };

    private static NewMmsPart Part(TemporaryStore store, int position, MmsPartKind kind, string? name) =>
        new(store.Ids.Next(), position, 1, 500, kind, $"type/{kind}", name, 3, [0], [1, 2, (byte)position]);

    private static DispatchUpdate Queued(long id, FallenBack? fallenBack) =>
        new(id, MessageState.Queued, Carrier.Unicom, TemporaryStore.Channel, null, null, null, fallenBack);

    private static FallenBack Fallen(NewBatch batch, long id, DateTimeOffset now) =>
        new($"{id:x}", batch.Id, [5, (byte)id], 2, now.AddDays(1));

    private static string Hex(byte[]? octets) => octets is null ? "-" : Convert.ToHexString(octets);

    private static string Join(bool[] answers) => string.Join(' ', answers);

    private sealed record Step(
        int Kind,
        SegmentResult[] Results,
        CarrierReportResult[] Reports,
        bool Again,
        int Chosen
    );
}
