using System.Diagnostics;
using System.Globalization;
using Yixun.Messaging.Chunks;
using Yixun.Messaging.Tracing;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>The span of a message at its carrier: from its first submit until every segment has its answer.</summary>
internal static class SendSpans
{
    public static void Begin(OutgoingMessage message, string channelId)
    {
        if (message.Text.Trace.Length == 0 || message.Span is not null)
        {
            return;
        }

        message.Span = RoadTrace.StartApart("send", ActivityKind.Client, message.Text.Trace);
        message
            .Span?.SetTag("yixun.channel", channelId)
            .SetTag("yixun.message_id", message.Id.ToString(CultureInfo.InvariantCulture))
            .SetTag("yixun.segments", message.Text.Segments);
    }

    /// <returns>What carries it on; empty: not sampled.</returns>
    public static string Answer(OutgoingMessage message, ReceiptKind kind, string code)
    {
        if (message.Span is not { } span)
        {
            return "";
        }

        span.SetTag("yixun.result", code.Length == 0 ? kind.ToString() : code);
        if (kind != ReceiptKind.Accepted)
        {
            span.SetStatus(ActivityStatusCode.Error, code);
        }

        return RoadTrace.CarriedOf(span);
    }

    public static void End(OutgoingMessage message)
    {
        if (message.Span is { } span)
        {
            message.Span = null;
            RoadTrace.End(span);
        }
    }
}
