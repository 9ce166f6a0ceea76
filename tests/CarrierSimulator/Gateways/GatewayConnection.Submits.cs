using Yixun.CarrierSimulator.Options;
using Yixun.CarrierSimulator.Protocols;

namespace Yixun.CarrierSimulator.Gateways;

internal sealed partial class GatewayConnection
{
    /// <summary>Takes or refuses a segment, as the behaviour says.</summary>
    public void OnSubmit(in SubmittedSegment submit)
    {
        _submits++;
        var key = submit.Key;
        var behaviour = server.Behaviour;
        var values = behaviour.Values;
        if (server.Meter.IsTooFast(values.FlowControlAbove))
        {
            Interlocked.Increment(ref server.Counters.FlowControl);
            Respond(key, new SubmitAnswer(0, dialect.FlowControl), behaviour);
            return;
        }

        if (submit.Destination is not { } destination)
        {
            Respond(key, new SubmitAnswer(0, dialect.Malformed), behaviour);
            return;
        }

        var verdict = behaviour.Judge(destination, random);
        if (verdict.Result != 0)
        {
            Interlocked.Increment(ref server.Counters.Refused);
            Respond(key, new SubmitAnswer(0, verdict.Result), behaviour);
            return;
        }

        var id = server.Ids.Next();
        foreach (var more in submit.More ?? [])
        {
            Accept(submit, more, server.Ids.Next(), verdict.Status, behaviour);
        }

        Accept(submit, destination, id, verdict.Status, behaviour);
        if (server.Meter.IsLastBeforeCut(values.DisconnectEverySubmits))
        {
            Cut();
        }
        else if (verdict.Silent)
        {
            Interlocked.Increment(ref server.Counters.Unanswered);
        }
        else if (Behaviour.Hits(values.HalfWritten, random))
        {
            WriteHalf(key, new SubmitAnswer(id, 0));
        }
        else
        {
            Respond(key, new SubmitAnswer(id, 0), behaviour);
        }

        if (Behaviour.Hits(values.Garbage, random))
        {
            Write(0xFFFF_FFFF_FFFF_FFFF);
        }
    }

    private void Accept(
        in SubmittedSegment submit,
        string destination,
        ulong id,
        string status,
        Behaviour behaviour
    )
    {
        Interlocked.Increment(ref server.Counters.Accepted);
        var values = behaviour.Values;
        var source = submit.Source;
        server.Accept(
            destination,
            source,
            submit.Format,
            submit.HasUserDataHeader,
            submit.Content,
            status == "DELIVRD"
        );
        if (!submit.WantsReport || status.Length == 0)
        {
            return;
        }

        QueueReport(submit.Key, id, destination, source, status, behaviour);
        if (Behaviour.Hits(values.DuplicateReports, random))
        {
            QueueReport(submit.Key, id, destination, source, status, behaviour);
        }

        if (Behaviour.Hits(values.UnknownReports, random))
        {
            QueueReport(
                new SubmitKey(0, (UInt128)random.NextInt64()),
                (ulong)random.NextInt64(),
                destination,
                source,
                status,
                behaviour
            );
        }
    }

    private void QueueReport(
        in SubmitKey key,
        ulong id,
        string destination,
        string source,
        string status,
        Behaviour behaviour
    )
    {
        var minute = server.Minute.Now();
        var delivery = new PendingDelivery
        {
            DeliveryId = server.Ids.Next(),
            Access = source,
            Phone = destination,
            Report = new PendingReport(key, id, status, minute, destination),
        };
        var delay = behaviour.DelayOfReport(random);
        if (delay == 0)
        {
            _account!.Queue(delivery);
        }
        else
        {
            server.DeliverLater(_account!, delivery, delay);
        }
    }

    private void Respond(in SubmitKey key, SubmitAnswer answer, Behaviour behaviour)
    {
        var delay = behaviour.DelayOfResponse(random);
        for (
            var copies = Behaviour.Hits(behaviour.Values.DuplicateResponses, random) ? 2 : 1;
            copies > 0;
            copies--
        )
        {
            if (delay == 0)
            {
                dialect.WriteSubmitResponse(_outbound, key, answer);
            }
            else
            {
                server.RespondLater(this, key, answer, delay);
            }
        }
    }
}
