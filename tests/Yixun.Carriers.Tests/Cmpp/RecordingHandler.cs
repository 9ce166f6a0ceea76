using System.Threading.Channels;
using Xunit;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Tests.Cmpp;

/// <summary>Writes down what a link says, for tests that wait for it.</summary>
internal sealed class RecordingHandler : ICarrierLinkHandler
{
    private readonly Channel<(SubmitSegment Segment, SubmitOutcome Outcome)> _outcomes =
        Channel.CreateUnbounded<(SubmitSegment, SubmitOutcome)>();
    private readonly Channel<CarrierReport> _reports = Channel.CreateUnbounded<CarrierReport>();
    private readonly Channel<CarrierRead> _reads = Channel.CreateUnbounded<CarrierRead>();
    private readonly Channel<CarrierInbound> _inbound = Channel.CreateUnbounded<CarrierInbound>();
    private readonly Channel<CarrierConnectionEvent> _events =
        Channel.CreateUnbounded<CarrierConnectionEvent>();
    private readonly Channel<bool> _capacity = Channel.CreateUnbounded<bool>();

    public bool FailOnReport { get; init; }

    public int PendingOutcomes => _outcomes.Reader.Count;

    public void OnSubmitOutcome(SubmitSegment segment, in SubmitOutcome outcome, TimeSpan latency) =>
        _outcomes.Writer.TryWrite((segment, outcome));

    public void OnReport(CarrierReport report)
    {
        if (FailOnReport)
        {
            throw new InvalidOperationException();
        }

        _reports.Writer.TryWrite(report);
    }

    public void OnInbound(CarrierInbound inbound) => _inbound.Writer.TryWrite(inbound);

    public void OnRead(CarrierRead read) => _reads.Writer.TryWrite(read);

    public Task<CarrierRead> ReadAsync() => Next(_reads);

    public void OnCapacityChanged() => _capacity.Writer.TryWrite(true);

    public void OnConnectionEvent(CarrierConnectionEvent connectionEvent) =>
        _events.Writer.TryWrite(connectionEvent);

    public Task<(SubmitSegment Segment, SubmitOutcome Outcome)> OutcomeAsync() => Next(_outcomes);

    public Task<CarrierReport> ReportAsync() => Next(_reports);

    public Task<CarrierInbound> InboundAsync() => Next(_inbound);

    public Task<bool> CapacityAsync() => Next(_capacity);

    public void ForgetCapacity()
    {
        while (_capacity.Reader.TryRead(out _))
        {
            // Only what comes later counts.
        }
    }

    /// <summary>Waits for an event of this kind; others are skipped.</summary>
    public async Task<CarrierConnectionEvent> EventAsync(CarrierConnectionEventKind kind)
    {
        while (true)
        {
            var next = await Next(_events);
            if (next.Kind == kind)
            {
                return next;
            }
        }
    }

    private static Task<T> Next<T>(Channel<T> channel) =>
        channel
            .Reader.ReadAsync(TestContext.Current.CancellationToken)
            .AsTask()
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
}
