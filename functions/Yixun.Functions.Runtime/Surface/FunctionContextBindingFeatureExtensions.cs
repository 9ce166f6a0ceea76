using Yixun.Functions.Runtime.Invocation;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Access to what a function returned.</summary>
public static class FunctionContextBindingFeatureExtensions
{
    /// <summary>The result of the invocation; its value is null until the function has returned.</summary>
    /// <exception cref="InvalidOperationException">The context holds no result.</exception>
    public static InvocationResult GetInvocationResult(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context is RunningContext running
            ? running.Result
            : context.Features.Get<InvocationResult>()
                ?? throw new InvalidOperationException("This context holds no invocation result.");
    }
}
