using Yixun.Carriers.Mm7.Messages;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Mmsc;

internal sealed partial class MmscServer
{
    /// <summary>Shows a message on its phones and plans what is reported of it.</summary>
    /// <returns>The first report of each phone.</returns>
    public List<VaspPost> Accept(
        VaspAccount account,
        Mm7SubmitReq submit,
        string[] phones,
        string id,
        string status,
        Behaviour behaviour,
        Random random
    )
    {
        var source = submit.SenderAddress ?? submit.VasId;
        var mms = MmscMessages.Show(submit);
        var isRetrieved = MmStatusWords.Of(status).Word == MmStatusWords.Retrieved;
        List<VaspPost> reports = [];
        foreach (var phone in phones)
        {
            Interlocked.Increment(ref Counters.Accepted);
            _witness?.Count(phone, source, mms);
            if (isRetrieved)
            {
                _phones.Receive(phone, source, Options.Name, Options.Carrier, mms);
            }

            var delay = behaviour.DelayOfReport(random);
            if (submit.DeliveryReport == true && status.Length > 0)
            {
                reports.Add(Report(account, id, source, phone, status, delay));
                ReportWrongly(account, id, source, phone, status, behaviour, random);
            }

            if (
                submit.ReadReply == true
                && isRetrieved
                && Behaviour.Hits(behaviour.Values.ReadReplies, random)
            )
            {
                var word = behaviour.ReadStatus(random);
                Later(
                    account,
                    new VaspPost(VaspPostKind.ReadReply, Messages.ReadReply(id, source, phone, word)),
                    delay + behaviour.DelayOfReadReply(random)
                );
            }
        }

        return reports;
    }

    private void ReportWrongly(
        VaspAccount account,
        string id,
        string source,
        string phone,
        string status,
        Behaviour behaviour,
        Random random
    )
    {
        if (Behaviour.Hits(behaviour.Values.DuplicateReports, random))
        {
            Report(account, id, source, phone, status, behaviour.DelayOfReport(random));
        }

        if (Behaviour.Hits(behaviour.Values.UnknownReports, random))
        {
            Report(account, Messages.NextId(), source, phone, status, behaviour.DelayOfReport(random));
        }
    }

    private VaspPost Report(
        VaspAccount account,
        string id,
        string source,
        string phone,
        string status,
        int delay
    )
    {
        var post = new VaspPost(VaspPostKind.Report, Messages.Report(id, source, phone, status));
        Later(account, post, delay);
        return post;
    }

    private Action<VaspPost> Again(VaspAccount account) =>
        post => Later(account, post, (int)(Behaviour.Values.RetrySeconds * 1000));

    private void Later(VaspAccount account, VaspPost post, int delay)
    {
        if (delay == 0)
        {
            Queue(account, post);
        }
        else
        {
            _wheel.Add(Now + delay, (account, post));
        }
    }

    private void Queue(VaspAccount account, VaspPost post)
    {
        if (!account.TryQueue(post))
        {
            Interlocked.Increment(ref Counters.GivenUp);
            post.WasTried();
        }
    }
}
