using Yixun.Carriers.Links;

namespace Yixun.Carriers.Cmpp;

internal sealed class CmppInbound(CmppSession session, uint sequence, ulong deliveryId) : CarrierInbound
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
