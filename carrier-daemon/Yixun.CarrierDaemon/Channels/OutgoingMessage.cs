using System.Diagnostics;
using Yixun.Carriers.Links;
using Yixun.Core.Messages;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>A message between its queue and its last submit response. Its counts are guarded by the channel's lock.</summary>
internal sealed class OutgoingMessage
{
    public required long Id { get; init; }

    public required Lane Lane { get; init; }

    /// <summary>11 digits as a number.</summary>
    public required long Phone { get; init; }

    /// <summary>What is sent.</summary>
    public required PreparedContent Text { get; init; }

    /// <summary>Unix milliseconds; 0: never.</summary>
    public required long ExpiresAt { get; init; }

    /// <summary>The delivery that it came with, until it is claimed.</summary>
    public ChunkHold? Hold { get; set; }

    /// <summary>Segments that a carrier may have seen.</summary>
    public int Sent { get; set; }

    /// <summary>Segments proven not sent since the message was last handed to the link, waiting to be sent again.</summary>
    public List<SubmitSegment>? Again { get; set; }

    /// <summary>Segments that the carrier sent back as too fast and that must pay for their rate again.</summary>
    public int Owed { get; set; }

    /// <summary>From the first submit to the last answer; null: not sampled.</summary>
    public Activity? Span { get; set; }

    /// <summary>Segments handed to the link without an outcome yet.</summary>
    public int Outstanding { get; set; }
}
