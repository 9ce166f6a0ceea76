using Microsoft.Azure.Functions.Worker;
using Yixun.Functions.Runtime.Queues;

namespace Yixun.Functions.Runtime.Invocation;

/// <inheritdoc/>
internal sealed class RunningRetryContext(int earlierRuns) : RetryContext
{
    public override int RetryCount => earlierRuns;

    public override int MaxRetryCount => QueueFunctionListener.Executions - 1;
}
