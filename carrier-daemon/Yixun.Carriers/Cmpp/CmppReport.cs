using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp;

internal sealed class CmppReport(CmppSession session, uint sequence, ulong deliveryId) : CarrierReport
{
    private int _answered;

    public override void Acknowledge(bool stored)
    {
        if (Interlocked.Exchange(ref _answered, 1) == 0)
        {
            session.AnswerDelivery(sequence, deliveryId, stored ? CmppStatus.Ok : CmppStatus.FlowControl);
        }
    }
}
