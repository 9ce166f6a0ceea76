using Yixun.Carriers.Links;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>What messages of a chunk have in common, ready for the wire.</summary>
internal abstract class PreparedContent(string source)
{
    /// <summary>Access number with extension.</summary>
    public string Source { get; } = source;

    /// <summary>The trace that it is of; empty: not sampled.</summary>
    public string Trace { get; init; } = "";

    /// <summary>Segments on the wire.</summary>
    public abstract int Segments { get; }

    /// <summary>All segments for one number.</summary>
    /// <param name="message">The message; the segments find back to it.</param>
    /// <param name="references">Numbers the sets of long messages.</param>
    /// <exception cref="ArgumentException">It can't be put on the wire.</exception>
    public abstract SubmitSegment[] Build(OutgoingMessage message, SegmentReferences references);
}
