using Microsoft.Azure.Functions.Worker;

namespace Yixun.Functions.Runtime.Invocation;

/// <inheritdoc/>
internal sealed class RunningResult : InvocationResult
{
    public override object? Value { get; set; }
}
