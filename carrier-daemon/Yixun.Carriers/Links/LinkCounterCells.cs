namespace Yixun.Carriers.Links;

/// <summary>The running counts of one connection. Its lock guards the writing; a reader may see a moment in between.</summary>
internal sealed class LinkCounterCells
{
    private readonly long[] _lowCodes = new long[256];
    private readonly Dictionary<uint, long> _highCodes = [];
    public long Submits;
    public long Timeouts;
    public long Uncertain;
    public long NotSent;
    public long UnknownResponses;
    public long Reports;
    public long Inbound;
    public long MalformedDeliveries;
    public long Binds;
    public long BytesSent;
    public long BytesReceived;
    public long WindowFull;

    public void CountResponse(uint code)
    {
        if (code < (uint)_lowCodes.Length)
        {
            _lowCodes[code]++;
            return;
        }

        // A peer that invents codes must not fill the memory.
        lock (_highCodes)
        {
            var key = _highCodes.Count < 1000 || _highCodes.ContainsKey(code) ? code : uint.MaxValue;
            _highCodes[key] = _highCodes.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>Sums the connections of a link.</summary>
    public static CarrierLinkCounters Snapshot(IEnumerable<LinkCounterCells> connections)
    {
        var codes = new Dictionary<uint, long>();
        var sum = new CarrierLinkCounters { ResponsesByCode = codes };
        foreach (var cells in connections)
        {
            cells.AddCodes(codes);
            sum = sum with
            {
                Submits = sum.Submits + cells.Submits,
                Timeouts = sum.Timeouts + cells.Timeouts,
                Uncertain = sum.Uncertain + cells.Uncertain,
                NotSent = sum.NotSent + cells.NotSent,
                UnknownResponses = sum.UnknownResponses + cells.UnknownResponses,
                Reports = sum.Reports + cells.Reports,
                Inbound = sum.Inbound + cells.Inbound,
                MalformedDeliveries = sum.MalformedDeliveries + cells.MalformedDeliveries,
                Binds = sum.Binds + cells.Binds,
                Reconnects = sum.Reconnects + Math.Max(0, cells.Binds - 1),
                BytesSent = sum.BytesSent + cells.BytesSent,
                BytesReceived = sum.BytesReceived + cells.BytesReceived,
                WindowFull = sum.WindowFull + cells.WindowFull,
            };
        }

        return sum;
    }

    private void AddCodes(Dictionary<uint, long> codes)
    {
        for (var code = 0u; code < _lowCodes.Length; code++)
        {
            if (_lowCodes[code] > 0)
            {
                codes[code] = codes.GetValueOrDefault(code) + _lowCodes[code];
            }
        }

        lock (_highCodes)
        {
            foreach (var (code, count) in _highCodes)
            {
                codes[code] = codes.GetValueOrDefault(code) + count;
            }
        }
    }
}
