using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Hosting;
using Yixun.Messaging;

namespace Yixun.Functions.Receipts;

/// <summary>Applies what the carrier daemon hears.</summary>
public sealed class ReceiptFunctions(ReceiptApplier applier)
{
    [Function("ApplyReceipts")]
    public Task Apply(
        [RabbitMQTrigger(QueueNames.Receipts, ConnectionStringSetting = FunctionSettings.Broker)]
            byte[] chunk,
        FunctionContext context
    ) => applier.ApplyAsync(chunk, context.CancellationToken);
}
