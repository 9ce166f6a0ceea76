using System.Diagnostics;
using Yixun.Carriers.Links;

namespace Yixun.LoadTest.Load;

/// <summary>Keeps the windows of a link full: one segment goes for each that was answered.</summary>
/// <param name="segment">Makes the next segment; called from several threads.</param>
internal sealed class EngineLoad(Func<long, SubmitSegment> segment) : ICarrierLinkHandler
{
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _number;
    private long _accepted;
    private long _reported;
    private long _latency;
    private ICarrierLink? _link;

    public long Accepted => Interlocked.Read(ref _accepted);

    public long Reported => Interlocked.Read(ref _reported);

    /// <summary>Time from submit to response of everything that was accepted, added up.</summary>
    public TimeSpan TotalLatency => TimeSpan.FromTicks(Interlocked.Read(ref _latency));

    /// <summary>Fails when something was not accepted or a connection broke.</summary>
    public Task Failed => _failed.Task;

    /// <summary>Starts the link and waits until all its connections are bound.</summary>
    public async Task StartAsync(ICarrierLink link, int connections, CancellationToken cancellationToken)
    {
        _link = link;
        link.Start();
        var clock = Stopwatch.StartNew();
        while (link.BoundConnections < connections)
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(20))
            {
                throw new InvalidOperationException($"{link.BoundConnections} connections are bound.");
            }

            await Task.Delay(20, cancellationToken);
        }

        Fill();
    }

    public void OnSubmitOutcome(SubmitSegment segment, in SubmitOutcome outcome, TimeSpan latency)
    {
        if (outcome.Kind != SubmitOutcomeKind.Accepted)
        {
            _failed.TrySetException(new InvalidOperationException($"A submit ended as {outcome}."));
            return;
        }

        Interlocked.Increment(ref _accepted);
        Interlocked.Add(ref _latency, latency.Ticks);
        TrySubmit();
    }

    public void OnReport(CarrierReport report)
    {
        Interlocked.Increment(ref _reported);
        report.Acknowledge(true);
    }

    public void OnInbound(CarrierInbound inbound) => inbound.Acknowledge(true);

    public void OnCapacityChanged() => Fill();

    public void OnConnectionEvent(CarrierConnectionEvent connectionEvent)
    {
        if (
            connectionEvent.Kind
            is not (CarrierConnectionEventKind.Bound or CarrierConnectionEventKind.Closed)
        )
        {
            _failed.TrySetException(new InvalidOperationException(connectionEvent.ToString()));
        }
    }

    private void Fill()
    {
        while (TrySubmit())
        {
            // Until every window is full.
        }
    }

    private bool TrySubmit() => _link?.TrySubmit([segment(Interlocked.Increment(ref _number))]) == true;
}
