namespace Yixun.CarrierSimulator.Gateways;

internal sealed partial class GatewayConnection
{
    /// <summary>The SP answered a report or a reply.</summary>
    public void OnDeliveryAnswered(uint sequence, bool taken)
    {
        if (!_deliveries.TryTake(sequence, out var request))
        {
            return;
        }

        var delivery = request.Item;
        if (!taken)
        {
            Again(delivery, (int)(server.Behaviour.Values.RetrySeconds * 1000));
        }
        else if (delivery.Report is null)
        {
            Interlocked.Increment(ref server.Counters.RepliesAcknowledged);
        }
        else
        {
            Interlocked.Increment(ref server.Counters.ReportsAcknowledged);
        }
    }

    private void FillDeliveries()
    {
        if (_closed || _closeWhenWritten || _account is null || !_receives)
        {
            return;
        }

        while (_deliveries.Free > 0 && _account.TryDequeue(out var delivery))
        {
            _deliveries.TryAdd(delivery!, server.Time.GetTimestamp(), 0, out var sequence);
            delivery!.Tries++;
            WriteDelivery(sequence, delivery);
        }
    }

    private void WriteDelivery(uint sequence, PendingDelivery delivery)
    {
        Interlocked.Increment(
            ref delivery.Report is null ? ref server.Counters.RepliesSent : ref server.Counters.ReportsSent
        );
        dialect.WriteDelivery(_outbound, sequence, delivery);
    }

    private void Again(PendingDelivery delivery, int delay)
    {
        if (server.Behaviour.Values.GivesUpAfter(delivery.Tries))
        {
            Interlocked.Increment(ref server.Counters.GivenUp);
            return;
        }

        Interlocked.Increment(ref server.Counters.Retries);
        server.DeliverLater(_account!, delivery, delay);
    }
}
