using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Mm7;

/// <summary>
/// Hears what the MMSC sends. The MMSC is told success only after the task completes, so complete it when the message is
/// stored for good; an exception makes the MMSC send it again. Called concurrently; the same message may come more than
/// once.
/// </summary>
public interface IMm7Handler
{
    /// <summary>May come before the result of the submit is known: park it by its MessageID.</summary>
    Task OnDeliveryReportAsync(Mm7DeliveryReportReq report, CancellationToken cancellationToken);

    Task OnReadReplyAsync(Mm7ReadReplyReq report, CancellationToken cancellationToken);

    Task OnDeliverAsync(Mm7DeliverReq message, CancellationToken cancellationToken);
}
