using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Gateways;

internal sealed partial class GatewayConnection
{
    private void OnSubmit(uint sequence, in CmppSubmitView submit)
    {
        var behaviour = server.Behaviour;
        var values = behaviour.Values;
        if (server.IsTooFast(values.FlowControlAbove))
        {
            Interlocked.Increment(ref server.Counters.FlowControl);
            Respond(sequence, new CmppSubmitResponse(0, CmppStatus.FlowControl), values);
            return;
        }

        if (submit.DestinationCount == 0)
        {
            Respond(sequence, new CmppSubmitResponse(0, CmppStatus.Malformed), values);
            return;
        }

        var destination = submit.Destination(0);
        var verdict = behaviour.Judge(destination, random);
        if (verdict.Result != CmppStatus.Ok)
        {
            Interlocked.Increment(ref server.Counters.Refused);
            Respond(sequence, new CmppSubmitResponse(0, verdict.Result), values);
            return;
        }

        var id = server.Ids.Next();
        for (var index = 1; index < submit.DestinationCount; index++)
        {
            Accept(submit, submit.Destination(index), server.Ids.Next(), verdict.Status, values);
        }

        Accept(submit, destination, id, verdict.Status, values);
        if (server.IsLastBeforeCut(values.DisconnectEverySubmits))
        {
            Cut();
        }
        else if (verdict.Silent)
        {
            Interlocked.Increment(ref server.Counters.Unanswered);
        }
        else if (Behaviour.Hits(values.HalfWritten, random))
        {
            WriteHalf(sequence, new CmppSubmitResponse(id, 0));
        }
        else
        {
            Respond(sequence, new CmppSubmitResponse(id, 0), values);
        }

        if (Behaviour.Hits(values.Garbage, random))
        {
            Write(0xFFFF_FFFF_FFFF_FFFF);
        }
    }

    private void Accept(
        in CmppSubmitView submit,
        string destination,
        ulong id,
        string status,
        GatewayBehaviour values
    )
    {
        Interlocked.Increment(ref server.Counters.Accepted);
        var source = submit.SourceId;
        server.Accept(
            destination,
            source,
            submit.Format,
            submit.HasUserDataHeader,
            submit.Content,
            status == "DELIVRD"
        );
        if (submit.RegisteredDelivery != 1 || status.Length == 0)
        {
            return;
        }

        QueueReport(id, destination, source, status, values);
        if (Behaviour.Hits(values.DuplicateReports, random))
        {
            QueueReport(id, destination, source, status, values);
        }

        if (Behaviour.Hits(values.UnknownReports, random))
        {
            QueueReport((ulong)random.NextInt64(), destination, source, status, values);
        }
    }

    private void QueueReport(
        ulong id,
        string destination,
        string source,
        string status,
        GatewayBehaviour values
    )
    {
        var minute = server.Minute.Now();
        var delivery = new PendingDelivery
        {
            DeliveryId = server.Ids.Next(),
            Access = source,
            Phone = destination,
            Report = new CmppStatusReport(id, status, minute, minute, destination, (uint)id),
        };
        var delay = values.ReportsFirst
            ? 0
            : values.ReportDelay + values.ResponseDelay + values.ResponseJitter + Jitter(values.ReportJitter);
        delay += Jitter(values.ReportShuffle);
        if (delay == 0)
        {
            _account!.Queue(delivery);
        }
        else
        {
            server.DeliverLater(_account!, delivery, delay);
        }
    }

    private void Respond(uint sequence, CmppSubmitResponse response, GatewayBehaviour values)
    {
        var delay = values.ResponseDelay + Jitter(values.ResponseJitter);
        if (values.ReportsFirst)
        {
            delay = Math.Max(delay, 20);
        }

        for (var copies = Behaviour.Hits(values.DuplicateResponses, random) ? 2 : 1; copies > 0; copies--)
        {
            if (delay == 0)
            {
                WriteResponse(sequence, response);
            }
            else
            {
                server.RespondLater(this, sequence, response, delay);
            }
        }
    }
}
