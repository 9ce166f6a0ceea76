namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of a function.</summary>
public abstract class FunctionContext
{
    /// <summary>Id of this invocation.</summary>
    public abstract string InvocationId { get; }

    /// <summary>Id of the function: <see cref="FunctionDefinition.Id"/>.</summary>
    public abstract string FunctionId { get; }

    /// <summary>The trace it belongs to.</summary>
    public abstract TraceContext TraceContext { get; }

    /// <summary>What the trigger knew.</summary>
    public abstract BindingContext BindingContext { get; }

    /// <summary>Which attempt this is.</summary>
    public abstract RetryContext RetryContext { get; }

    /// <summary>The invocation's own scope of services.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    /// <summary>The function.</summary>
    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>Values that middleware and function share during this invocation.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Objects that middleware and function share during this invocation, by type.</summary>
    public abstract IInvocationFeatures Features { get; }

    /// <summary>Cancelled when the caller has gone or the host can't wait any longer.</summary>
    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}
