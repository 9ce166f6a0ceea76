using Yixun.Carriers.Mm7;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Tests.Mm7;

internal sealed class RecordingMm7Handler : IMm7Handler
{
    public List<Mm7Message> Messages { get; } = [];

    public Func<CancellationToken, Task> Stores { get; set; } = _ => Task.CompletedTask;

    public Task OnDeliveryReportAsync(Mm7DeliveryReportReq report, CancellationToken cancellationToken) =>
        Store(report, cancellationToken);

    public Task OnReadReplyAsync(Mm7ReadReplyReq report, CancellationToken cancellationToken) =>
        Store(report, cancellationToken);

    public Task OnDeliverAsync(Mm7DeliverReq message, CancellationToken cancellationToken) =>
        Store(message, cancellationToken);

    private Task Store(Mm7Message message, CancellationToken cancellationToken)
    {
        Messages.Add(message);
        return Stores(cancellationToken);
    }
}
