namespace Microsoft.Azure.Functions.Worker;

/// <summary>W3C trace context of the invocation.</summary>
public abstract class TraceContext
{
    /// <summary>The <c>traceparent</c>; empty when nothing traces.</summary>
    public abstract string TraceParent { get; }

    /// <summary>The <c>tracestate</c>; empty when there is none.</summary>
    public abstract string TraceState { get; }
}
