using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Hosting;
using Yixun.Messaging;

namespace Yixun.Functions.Inbound;

/// <summary>Stores what patients reply.</summary>
public sealed class InboundFunctions(InboundReceiver receiver)
{
    [Function("ReceiveInbound")]
    public Task Receive(
        [RabbitMQTrigger(QueueNames.Inbound, ConnectionStringSetting = FunctionSettings.Broker)] byte[] chunk,
        FunctionContext context
    ) => receiver.ReceiveAsync(chunk, context.CancellationToken);
}
