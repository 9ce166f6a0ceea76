using Microsoft.Extensions.Logging;
using Yixun.Core.Problems;
using Yixun.Functions.Http;
using Yixun.Messaging;
using Yixun.Messaging.Transport;

namespace Yixun.Functions.Channels;

/// <summary>The queues of a channel, which come and go with it.</summary>
public sealed partial class ChannelQueues(IQueueTopology topology, ILogger<ChannelQueues> logger)
{
    /// <summary>Before any message can be routed to the channel.</summary>
    /// <exception cref="ProblemException">queues_unavailable.</exception>
    public async Task DeclareAsync(string channelId, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var queue in QueueNames.OfChannel(channelId))
            {
                await topology.DeclareAsync(queue, cancellationToken);
            }
        }
        catch (QueueUnavailableException)
        {
            throw new ProblemException(ProblemCatalogue.QueuesUnavailable);
        }
    }

    /// <summary>
    /// After the channel is gone: nothing active was left on it, so what is in its queues is over. Queues that can't be
    /// deleted now are in nobody's way; <c>topology declare</c> deletes them.
    /// </summary>
    public async Task DeleteAsync(string channelId, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var queue in QueueNames.OfChannel(channelId))
            {
                await topology.DeleteAsync(queue, cancellationToken);
            }
        }
        catch (QueueUnavailableException exception)
        {
            LogLeft(exception, channelId);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The queues of the removed channel {ChannelId} are left; './yixun topology declare' deletes them"
    )]
    private partial void LogLeft(Exception exception, string channelId);
}
