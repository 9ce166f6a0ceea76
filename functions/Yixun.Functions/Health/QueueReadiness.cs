using Yixun.Messaging;
using Yixun.Messaging.Transport;

namespace Yixun.Functions.Health;

/// <summary>Every queue of the road exists and has a consumer.</summary>
public sealed class QueueReadiness(IQueueTopology topology) : IReadinessCheck
{
    public string Name => "queues";

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var queue in QueueNames.Fixed)
            {
                var status = await topology.GetStatusAsync(queue, cancellationToken);
                if (status is not { Consumers: > 0 })
                {
                    return $"queue {queue} {(status is null ? "does not exist" : "has no consumer")}";
                }
            }

            return null;
        }
        catch (QueueUnavailableException exception)
        {
            return exception.Message;
        }
    }
}
