using System.Diagnostics;

namespace Yixun.Messaging.Tracing;

/// <summary>
/// The spans of the road. A trace travels as a <c>traceparent</c> (W3C Trace Context) beside what it is of, and only when it
/// is sampled: an empty text is what all others carry, and costs nothing.
/// </summary>
public static class RoadTrace
{
    public const string SourceName = "Yixun";

    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>What carries the present span on; empty when it is not sampled.</summary>
    public static string Current => CarriedOf(Activity.Current);

    /// <summary>What carries a span on; empty when there is none or it is not sampled.</summary>
    public static string CarriedOf(Activity? span) => span is { Recorded: true } ? span.Id ?? "" : "";

    /// <summary>A span within the present one, and nothing where that is not sampled.</summary>
    public static Activity? StartWithin(string name) =>
        Activity.Current is { Recorded: true } ? Source.StartActivity(name) : null;

    /// <summary>
    /// A span that goes on with a trace and is not the present one of any thread: it begins and ends where it likes.
    /// </summary>
    /// <param name="trace">As it was carried; empty: null is returned.</param>
    public static Activity? StartApart(string name, ActivityKind kind, string trace)
    {
        if (
            trace.Length == 0
            || !ActivityContext.TryParse(trace, null, isRemote: true, out var parent)
            || !Source.HasListeners()
        )
        {
            return null;
        }

        var present = Activity.Current;
        var span = Source.StartActivity(name, kind, parent);
        Activity.Current = present;
        return span;
    }

    /// <summary>Ends a span of <see cref="StartApart"/>.</summary>
    public static void End(Activity? span)
    {
        if (span is null)
        {
            return;
        }

        var present = Activity.Current;
        span.Dispose();
        Activity.Current = present;
    }
}
