namespace Yixun.Functions.Runtime.Discovery;

/// <summary>The chunks of a queue, one at a time.</summary>
/// <param name="Queue">Its name.</param>
public sealed record QueueFunctionTrigger(string Queue) : FunctionTrigger
{
    /// <inheritdoc/>
    public override string Kind => "queue";
}
