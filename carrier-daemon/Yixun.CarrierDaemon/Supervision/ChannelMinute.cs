using Yixun.Data.Model;

namespace Yixun.CarrierDaemon.Supervision;

/// <summary>
/// What was seen of a channel in one minute. Counters are interlocked and touched by the link's loops; samples come from
/// the supervisor alone.
/// </summary>
internal sealed class ChannelMinute(int minute)
{
    public int Submits;
    public int Accepted;
    public int Rejected;
    public int FlowControl;
    public int Uncertain;
    public int NotSent;
    public int Reports;
    public int ReportsDelivered;
    public int ReportedSoFar;
    public int ReportedInTime;
    public int Forgotten;
    public int Reconnects;
    public int ConnectFailures;

    private int _samples;
    private double _windowUse;
    private double _allowed;
    private int _waiting;
    private int _queuedChunks;
    private int _boundLeast = int.MaxValue;

    /// <summary>Unix time in minutes.</summary>
    public int Minute { get; } = minute;

    public ResponseCodes Codes { get; } = new();

    public LatencyHistogram SubmitLatency { get; } = new();

    public LatencyHistogram ReportLatency { get; } = new();

    /// <param name="allowed">Segments that the rate allowed since the last sample; 0 without a rate.</param>
    public void Sample(int bound, int window, int inFlight, int waiting, int queuedChunks, double allowed)
    {
        _samples++;
        _windowUse += window == 0 ? 0 : Math.Min(1, (double)inFlight / window);
        _allowed += allowed;
        _waiting = Math.Max(_waiting, waiting);
        _queuedChunks = Math.Max(_queuedChunks, queuedChunks);
        _boundLeast = Math.Min(_boundLeast, bound);
    }

    public void WriteTo(ChannelMinuteEntity row)
    {
        row.Submits = Submits;
        row.Accepted = Accepted;
        row.Rejected = Rejected;
        row.FlowControl = FlowControl;
        row.Uncertain = Uncertain;
        row.NotSent = NotSent;
        row.ResponsesByCode = Codes.ToJson();
        row.SubmitP50 = SubmitLatency.Percentile(0.5);
        row.SubmitP95 = SubmitLatency.Percentile(0.95);
        row.SubmitP99 = SubmitLatency.Percentile(0.99);
        row.Reports = Reports;
        row.ReportsDelivered = ReportsDelivered;
        row.ReportP50 = ReportLatency.Percentile(0.5);
        row.ReportP95 = ReportLatency.Percentile(0.95);
        row.ReportP99 = ReportLatency.Percentile(0.99);
        row.ReportedSoFar = ReportedSoFar;
        row.ReportedInTime = ReportedInTime;
        row.Forgotten = Forgotten;
        row.WindowUse = _samples == 0 ? 0 : (int)Math.Round(100 * _windowUse / _samples);
        row.RateUse = _allowed <= 0 ? 0 : (int)Math.Min(100, Math.Round(100 * Submits / _allowed));
        row.Waiting = _waiting;
        row.QueuedChunks = _queuedChunks;
        row.BoundLeast = _samples == 0 ? 0 : _boundLeast;
        row.Reconnects = Reconnects;
        row.ConnectFailures = ConnectFailures;
    }
}
