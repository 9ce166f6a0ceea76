namespace Yixun.Data.Server;

/// <summary>Segments by place in their message, and by the name that the carrier gave them.</summary>
internal sealed class ReceiptSegments
{
    private readonly Dictionary<(long MessageId, int Index), ReceiptSegment> _all = [];
    private readonly Dictionary<long, List<ReceiptSegment>> _ofMessage = [];
    private readonly Dictionary<(string ChannelId, string CarrierId), ReceiptSegment> _newest = [];

    public IEnumerable<ReceiptSegment> All => _all.Values;

    public ReceiptSegment? Find(long messageId, int index) => _all.GetValueOrDefault((messageId, index));

    /// <summary>All of a message that has some.</summary>
    public IReadOnlyList<ReceiptSegment> OfMessage(long messageId) => _ofMessage[messageId];

    /// <summary>
    /// The segment of the newest message that has the carrier id; <see cref="ReceiptSegment.Older"/> leads to the others.
    /// </summary>
    public ReceiptSegment? Newest(string channelId, string carrierId) =>
        _newest.GetValueOrDefault((channelId, carrierId));

    public void Add(ReceiptSegment segment)
    {
        _all.Add((segment.MessageId, segment.Index), segment);
        if (!_ofMessage.TryGetValue(segment.MessageId, out var segments))
        {
            _ofMessage.Add(segment.MessageId, segments = []);
        }

        segments.Add(segment);
        Name(segment);
    }

    /// <summary>Makes a segment known by its carrier id, when it has one. Carrier ids have no year: the newest message wins.</summary>
    public void Name(ReceiptSegment segment)
    {
        if (segment.CarrierId is null)
        {
            return;
        }

        var key = (segment.ChannelId, segment.CarrierId);
        if (
            !_newest.TryGetValue(key, out var known)
            || (segment.MessageId, segment.Index).CompareTo((known.MessageId, known.Index)) > 0
        )
        {
            segment.Older = known;
            _newest[key] = segment;
        }
        else
        {
            // The order of those behind the newest is never asked.
            (segment.Older, known.Older) = (known.Older, segment);
        }
    }
}
