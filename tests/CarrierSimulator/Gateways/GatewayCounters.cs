namespace Yixun.CarrierSimulator.Gateways;

/// <summary>Running counts of a gateway; changed with interlocked operations.</summary>
internal sealed class GatewayCounters
{
    public long Submits;
    public long Accepted;
    public long Refused;
    public long FlowControl;
    public long Unanswered;
    public long ReportsSent;
    public long ReportsAcknowledged;
    public long RepliesSent;
    public long RepliesAcknowledged;
    public long ReadRepliesSent;
    public long ReadRepliesAcknowledged;
    public long Retries;
    public long GivenUp;
    public long Logins;
    public long LoginsRefused;
    public long LoginsOverLimit;
    public long Bound;
    public long Cut;

    public GatewayTotals Snapshot() =>
        new()
        {
            Submits = Interlocked.Read(ref Submits),
            Accepted = Interlocked.Read(ref Accepted),
            Refused = Interlocked.Read(ref Refused),
            FlowControl = Interlocked.Read(ref FlowControl),
            Unanswered = Interlocked.Read(ref Unanswered),
            ReportsSent = Interlocked.Read(ref ReportsSent),
            ReportsAcknowledged = Interlocked.Read(ref ReportsAcknowledged),
            RepliesSent = Interlocked.Read(ref RepliesSent),
            RepliesAcknowledged = Interlocked.Read(ref RepliesAcknowledged),
            ReadRepliesSent = Interlocked.Read(ref ReadRepliesSent),
            ReadRepliesAcknowledged = Interlocked.Read(ref ReadRepliesAcknowledged),
            Retries = Interlocked.Read(ref Retries),
            GivenUp = Interlocked.Read(ref GivenUp),
            Logins = Interlocked.Read(ref Logins),
            LoginsRefused = Interlocked.Read(ref LoginsRefused),
            LoginsOverLimit = Interlocked.Read(ref LoginsOverLimit),
            Bound = Interlocked.Read(ref Bound),
            Cut = Interlocked.Read(ref Cut),
        };
}
