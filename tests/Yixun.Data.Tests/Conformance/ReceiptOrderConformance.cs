using CsCheck;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Data.Store;

namespace Yixun.Data.Tests.Conformance;

/// <summary>Whatever the order in which a carrier's words arrive, and however often: the end is the same.</summary>
public abstract class ReceiptOrderConformance(IStoreSource stores)
{
    private static readonly Gen<Course> Courses = Gen.OneOf(
        Gen.Select(
            Gen.Int[0, 3]
                .Select(which =>
                    which switch
                    {
                        0 => null,
                        1 => "UNDELIV",
                        _ => "DELIVRD",
                    }
                ),
            Gen.Bool,
            Gen.Bool,
            (status, intermediate, named) => new Course(SubmitAnswer.Accepted, status, intermediate, named)
        ),
        Gen.Const(new Course(SubmitAnswer.Refused, null, false, false)),
        Gen.Const(new Course(SubmitAnswer.Uncertain, null, false, false))
    );

    private static readonly Gen<(Course[] Segments, int Seed)> Cases = Gen.Select(
        Gen.Frequency((3, Courses.Array[1]), (1, Courses.Array[2]), (1, Courses.Array[3])),
        Gen.Int
    );

    [Fact]
    public async Task ApplyReceiptsAsync_in_any_order_with_repeats_ends_as_the_model_says()
    {
        await using var store = await stores.CreateAsync();
        await Cases.SampleAsync(
            async test => await PlayAsync(store, test.Segments, new Random(test.Seed)),
            iter: 150,
            threads: 1
        );
    }

    private static async Task PlayAsync(TemporaryStore store, Course[] segments, Random random)
    {
        var id = (await store.SubmitAsync())[0];
        var words = segments
            .SelectMany((course, index) => Words(id, course, index + 1, segments.Length))
            .ToList();
        words.AddRange(words.Where(_ => random.Next(3) == 0).ToList());
        var seen = MessageState.Submitting;
        foreach (var word in words.OrderBy(_ => random.Next()).ToList())
        {
            await store.Store.ApplyReceiptsAsync(
                word.Result is { } result ? [result] : [],
                word.Report is { } report ? [report] : [],
                [],
                store.Now,
                TemporaryStore.Cancellation
            );
            seen = await CheckAsync(store, id, seen);
            if (random.Next(3) == 0)
            {
                seen = await RetryAsync(store, id, seen);
            }
        }

        seen = await RetryAsync(store, id, seen);
        Assert.Equal(Expected(segments), seen);
    }

    private static async Task<MessageState> RetryAsync(TemporaryStore store, long id, MessageState seen)
    {
        store.Time.Advance(TimeSpan.FromMinutes(30));
        // One at a time, to see every step.
        while (
            await store.Store.RetryParkedReportsAsync(
                1,
                TimeSpan.FromHours(100_000),
                store.Now,
                TemporaryStore.Cancellation
            )
                is { Matched: 1 }
        )
        {
            seen = await CheckAsync(store, id, seen);
        }

        // A report that is not due for matching is postponed and blocks the loop above: go through all.
        await store.Store.RetryParkedReportsAsync(
            1_000,
            TimeSpan.FromHours(100_000),
            store.Now,
            TemporaryStore.Cancellation
        );
        return await CheckAsync(store, id, seen, several: true);
    }

    private static async Task<MessageState> CheckAsync(
        TemporaryStore store,
        long id,
        MessageState before,
        bool several = false
    )
    {
        var now = await store.StateAsync(id);
        var allowed =
            now == before
            || MessageStates.CanMove(before, now)
            || (several && MessageStates.Before(now).Any(middle => MessageStates.CanMove(before, middle)));
        Assert.True(allowed, $"{before} -> {now}");
        return now;
    }

    private static MessageState Expected(Course[] segments)
    {
        if (segments.Any(course => course.Answer == SubmitAnswer.Refused || course.Status == "UNDELIV"))
        {
            return MessageState.Failed;
        }

        if (segments.Any(course => course.Answer == SubmitAnswer.Uncertain))
        {
            return MessageState.Uncertain;
        }

        return segments.All(course => course.Status == "DELIVRD")
            ? MessageState.Delivered
            : MessageState.Submitted;
    }

    private static IEnumerable<Word> Words(long id, Course course, int segment, int segments)
    {
        switch (course.Answer)
        {
            case SubmitAnswer.Refused:
                yield return new Word(Segments.Refused(id, segment, segments), null);
                yield break;
            case SubmitAnswer.Uncertain:
                yield return new Word(Segments.Uncertain(id, segment, segments), null);
                yield break;
        }

        yield return new Word(Segments.Accepted(id, segment, segments), null);
        string[] statuses =
        [
            .. course.Intermediate ? ["ACCEPTD"] : (string[])[],
            .. course.Status is { } final ? [final] : (string[])[],
        ];
        foreach (var status in statuses)
        {
            yield return course.Named
                ? new Word(Segments.Report(id, status, segment, segments), null)
                : new Word(null, Segments.Unmatched(id, status, segment));
        }
    }

    private sealed record Course(SubmitAnswer Answer, string? Status, bool Intermediate, bool Named);

    private sealed record Word(SegmentResult? Result, CarrierReportResult? Report);
}
