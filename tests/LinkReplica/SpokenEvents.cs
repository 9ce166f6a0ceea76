using Yixun.Carriers.Links;

namespace Yixun.LinkReplica;

/// <summary>Says on the process's output what happens to connections.</summary>
internal sealed class SpokenEvents : ICarrierLinkHandler
{
    public void OnSubmitOutcome(SubmitSegment segment, in SubmitOutcome outcome, TimeSpan latency) { }

    public void OnReport(CarrierReport report) => report.Acknowledge(stored: true);

    public void OnInbound(CarrierInbound inbound) => inbound.Acknowledge(stored: true);

    public void OnCapacityChanged() { }

    public void OnConnectionEvent(CarrierConnectionEvent connectionEvent) =>
        Console.WriteLine(
            $"{DateTimeOffset.UtcNow:HH:mm:ss.fff} {connectionEvent.Connection} {connectionEvent.Kind}: {connectionEvent.Detail}"
        );
}
