using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Queues;
using Yixun.Messaging;
using Yixun.Messaging.RabbitMq;

namespace Yixun.Functions.Receipts;

/// <summary>Applies what the carrier daemon hears.</summary>
public sealed class ReceiptFunctions(ReceiptApplier applier, ChunkRetries retries)
{
    [Function("ApplyReceipts")]
    public Task Apply(
        [RabbitMQTrigger(QueueNames.Receipts, ConnectionStringSetting = RabbitMqOptions.SettingName)]
            byte[] chunk,
        FunctionContext context
    ) => retries.RunAsync(QueueNames.Receipts, chunk, applier.ApplyAsync, context.CancellationToken);
}
