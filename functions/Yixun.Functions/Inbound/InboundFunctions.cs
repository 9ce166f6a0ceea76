using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Queues;
using Yixun.Messaging;
using Yixun.Messaging.RabbitMq;

namespace Yixun.Functions.Inbound;

/// <summary>Stores what patients reply.</summary>
public sealed class InboundFunctions(InboundReceiver receiver, ChunkRetries retries)
{
    [Function("ReceiveInbound")]
    public Task Receive(
        [RabbitMQTrigger(QueueNames.Inbound, ConnectionStringSetting = RabbitMqOptions.SettingName)]
            byte[] chunk,
        FunctionContext context
    ) => retries.RunAsync(QueueNames.Inbound, chunk, receiver.ReceiveAsync, context.CancellationToken);
}
