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
        if (server.IsTooFast(values.FlowControlAbove))
        {
            Interlocked.Increment(ref server.Counters.FlowControl);
            Respond(key, new SubmitAnswer(0, dialect.FlowControl), values);
            return;
        }

        if (submit.Destination is not { } destination)
        {
            Respond(key, new SubmitAnswer(0, dialect.Malformed), values);
            return;
        }

        var verdict = behaviour.Judge(destination, random);
        if (verdict.Result != 0)
        {
            Interlocked.Increment(ref server.Counters.Refused);
            Respond(key, new SubmitAnswer(0, verdict.Result), values);
            return;
        }

        var id = server.Ids.Next();
        foreach (var more in submit.More ?? [])
        {
            Accept(submit, more, server.Ids.Next(), verdict.Status, values);
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
            WriteHalf(key, new SubmitAnswer(id, 0));
        }
        else
        {
            Respond(key, new SubmitAnswer(id, 0), values);
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
        GatewayBehaviour values
    )
    {
        Interlocked.Increment(ref server.Counters.Accepted);
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

        QueueReport(submit.Key, id, destination, source, status, values);
        if (Behaviour.Hits(values.DuplicateReports, random))
        {
            QueueReport(submit.Key, id, destination, source, status, values);
        }

        if (Behaviour.Hits(values.UnknownReports, random))
        {
            QueueReport(
                new SubmitKey(0, (UInt128)random.NextInt64()),
                (ulong)random.NextInt64(),
                destination,
                source,
                status,
                values
            );
        }
    }

    private void QueueReport(
        in SubmitKey key,
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
            Report = new PendingReport(key, id, status, minute, destination),
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

    private void Respond(in SubmitKey key, SubmitAnswer answer, GatewayBehaviour values)
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
                dialect.WriteSubmitResponse(_outbound, key, answer);
            }
            else
            {
                server.RespondLater(this, key, answer, delay);
            }
        }
    }
}
