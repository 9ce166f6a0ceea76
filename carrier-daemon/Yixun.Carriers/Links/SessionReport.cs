namespace Yixun.Carriers.Links;

/// <summary>A report that came on a connection and is answered on it.</summary>
internal sealed class SessionReport(LinkSession session, DeliveryKey key) : CarrierReport
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
