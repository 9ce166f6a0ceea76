using System.Diagnostics;
using Yixun.Messaging.Chunks;

namespace Yixun.Messaging.Tracing;

/// <summary>
/// The spans of one step of a chunk: one for each trace among its texts, because a chunk mixes many requests. Each is linked
/// with the others: what one waits for may be another's.
/// </summary>
public sealed class ChunkTraces : IDisposable
{
    /// <summary>Of one span. Where everything is sampled a chunk has hundreds, and each names its first ones.</summary>
    private const int MaximumLinks = 16;

    private readonly Dictionary<ChunkText, (ChunkText Text, Activity Span)> _spans = [];

    private ChunkTraces() { }

    /// <returns>Null when no text of the chunk is traced, or nobody listens.</returns>
    public static ChunkTraces? Start(
        string name,
        ActivityKind kind,
        MessageChunk chunk,
        string channelId = ""
    )
    {
        ArgumentNullException.ThrowIfNull(chunk);
        ChunkTraces? traces = null;
        for (var index = 0; index < chunk.Texts.Count; index++)
        {
            var text = chunk.Texts[index];
            if (text.Trace.Length > 0 && RoadTrace.StartApart(name, kind, text.Trace) is { } span)
            {
                span.SetTag("yixun.lane", Core.Messages.Lanes.NameOf(chunk.Lane));
                if (channelId.Length > 0)
                {
                    span.SetTag("yixun.channel", channelId);
                }

                traces ??= new ChunkTraces();
                traces._spans[text] = (text with { Trace = RoadTrace.CarriedOf(span) }, span);
            }
        }

        traces?.Link();
        return traces;
    }

    /// <summary>The chunk, whose texts carry these spans on.</summary>
    public MessageChunk Of(MessageChunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        return chunk with
        {
            Texts =
            [
                .. chunk.Texts.Select(text => _spans.TryGetValue(text, out var found) ? found.Text : text),
            ],
        };
    }

    private void Link()
    {
        var contexts = _spans.Values.Select(found => found.Span.Context).Take(MaximumLinks + 1).ToList();
        foreach (var (_, span) in _spans.Values)
        {
            foreach (var other in contexts.Where(other => other.SpanId != span.SpanId).Take(MaximumLinks))
            {
                span.AddLink(new ActivityLink(other));
            }
        }
    }

    public void Dispose()
    {
        foreach (var (_, span) in _spans.Values)
        {
            RoadTrace.End(span);
        }
    }
}
