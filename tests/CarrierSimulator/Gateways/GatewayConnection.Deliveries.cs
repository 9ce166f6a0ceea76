using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;

namespace Yixun.CarrierSimulator.Gateways;

internal sealed partial class GatewayConnection
{
    private void OnDeliverResponse(uint sequence, CmppDeliverResponse response)
    {
        if (!_deliveries.TryTake(sequence, out var request))
        {
            return;
        }

        var delivery = request.Item;
        if (response.Result != CmppStatus.Ok)
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

    private void OnQuery(uint sequence, CmppQuery query)
    {
        var totals = server.Counters.Snapshot();
        var response = new CmppQueryResponse(
            query,
            (uint)totals.Submits,
            (uint)totals.Submits,
            (uint)totals.Accepted,
            0,
            (uint)totals.Refused,
            (uint)totals.RepliesAcknowledged,
            0,
            0
        );
        CmppEncoder.QueryResponse(_outbound, sequence, response);
    }

    private void FillDeliveries()
    {
        if (_closed || _closeWhenWritten || _account is null)
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
        Span<byte> block = stackalloc byte[CmppLayout.ReportWide];
        var content = delivery.Content;
        if (delivery.Report is { } report)
        {
            Interlocked.Increment(ref server.Counters.ReportsSent);
            content = block[..CmppEncoder.Report(block, report, _version)].ToArray();
        }
        else
        {
            Interlocked.Increment(ref server.Counters.RepliesSent);
        }

        var deliver = new CmppDeliver
        {
            MessageId = delivery.DeliveryId,
            DestinationId = delivery.Access,
            SourceTerminalId = delivery.Phone,
            Format = delivery.Format,
            UserDataHeaderIndicator = delivery.HasHeader ? (byte)1 : (byte)0,
            RegisteredDelivery = delivery.Report is null ? (byte)0 : (byte)1,
            Content = content,
        };
        CmppEncoder.Deliver(_outbound, sequence, deliver, _version);
    }

    private void Again(PendingDelivery delivery, int delay)
    {
        if (delivery.Tries >= server.Behaviour.Values.MaxTries)
        {
            Interlocked.Increment(ref server.Counters.GivenUp);
            return;
        }

        Interlocked.Increment(ref server.Counters.Retries);
        server.DeliverLater(_account!, delivery, delay);
    }
}
