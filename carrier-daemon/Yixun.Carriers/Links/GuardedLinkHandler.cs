namespace Yixun.Carriers.Links;

/// <summary>
/// Keeps a handler that throws from stopping a link's loops: the failure becomes a warning event (connection 0), and a
/// delivery that failed stays unacknowledged, so the carrier repeats it.
/// </summary>
internal sealed class GuardedLinkHandler(ICarrierLinkHandler handler) : ICarrierLinkHandler
{
    public void OnSubmitOutcome(SubmitSegment segment, in SubmitOutcome outcome, TimeSpan latency)
    {
        try
        {
            handler.OnSubmitOutcome(segment, outcome, latency);
        }
        catch (Exception exception)
        {
            Warn(nameof(OnSubmitOutcome), exception);
        }
    }

    public void OnReport(CarrierReport report)
    {
        try
        {
            handler.OnReport(report);
        }
        catch (Exception exception)
        {
            Warn(nameof(OnReport), exception);
        }
    }

    public void OnInbound(CarrierInbound inbound)
    {
        try
        {
            handler.OnInbound(inbound);
        }
        catch (Exception exception)
        {
            Warn(nameof(OnInbound), exception);
        }
    }

    public void OnRead(CarrierRead read)
    {
        try
        {
            handler.OnRead(read);
        }
        catch (Exception exception)
        {
            Warn(nameof(OnRead), exception);
        }
    }

    public void OnCapacityChanged()
    {
        try
        {
            handler.OnCapacityChanged();
        }
        catch (Exception exception)
        {
            Warn(nameof(OnCapacityChanged), exception);
        }
    }

    public void OnConnectionEvent(CarrierConnectionEvent connectionEvent) =>
        handler.OnConnectionEvent(connectionEvent);

    private void Warn(string call, Exception exception) =>
        handler.OnConnectionEvent(
            new CarrierConnectionEvent(
                0,
                CarrierConnectionEventKind.Warning,
                $"the handler's {call} failed: {exception.GetType().Name}",
                null
            )
        );
}
