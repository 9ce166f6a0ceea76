using Yixun.Carriers.Links;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>For a link that is made to see whether it can be.</summary>
internal sealed class UnheardLinkHandler : ICarrierLinkHandler
{
    public void OnSubmitOutcome(SubmitSegment segment, in SubmitOutcome outcome, TimeSpan latency) { }

    public void OnReport(CarrierReport report) { }

    public void OnInbound(CarrierInbound inbound) { }

    public void OnCapacityChanged() { }

    public void OnConnectionEvent(CarrierConnectionEvent connectionEvent) { }
}
