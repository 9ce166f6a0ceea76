namespace Yixun.Carriers.Links;

/// <summary>A reply that came on a connection and is answered on it.</summary>
internal sealed class SessionInbound(LinkSession session, DeliveryKey key) : CarrierInbound
{
    private int _answered;

    public override void Acknowledge(bool stored)
    {
        if (Interlocked.Exchange(ref _answered, 1) == 0)
        {
            session.AnswerDelivery(key, stored);
        }
    }
}
