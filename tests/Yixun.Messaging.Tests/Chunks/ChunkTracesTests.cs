using System.Diagnostics;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Tracing;

namespace Yixun.Messaging.Tests.Chunks;

/// <summary>The spans of a step, where a chunk mixes requests.</summary>
public sealed class ChunkTracesTests
{
    [Fact]
    public void Spans_of_a_chunk_are_linked_with_one_another_and_with_no_more_than_some()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RoadTrace.SourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);

        ChunkTraces.Start("two", ActivityKind.Consumer, Chunk(2))!.Dispose();
        Assert.Equal(2, spans.Count);
        Assert.Equal(spans[1].Context, Assert.Single(spans[0].Links).Context);
        Assert.Equal(spans[0].Context, Assert.Single(spans[1].Links).Context);

        spans.Clear();
        ChunkTraces.Start("one", ActivityKind.Consumer, Chunk(1))!.Dispose();
        Assert.Empty(Assert.Single(spans).Links);

        spans.Clear();
        ChunkTraces.Start("many", ActivityKind.Consumer, Chunk(100))!.Dispose();
        Assert.Equal(100, spans.Count);
        Assert.All(spans, span => Assert.Equal(16, span.Links.Count()));
        Assert.All(
            spans,
            span => Assert.DoesNotContain(span.Context, span.Links.Select(link => link.Context))
        );
    }

    /// <summary>Some texts of sampled requests, and one of a request that is not.</summary>
    private static MessageChunk Chunk(int traced) =>
        new(
            Lane.Care,
            "mobile",
            [
                new ChunkText("text", "", 1),
                .. Enumerable
                    .Range(1, traced)
                    .Select(index => new ChunkText("text", "", 1, Trace: $"00-{index:x32}-{index:x16}-01")),
            ],
            []
        );
}
