namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a function returned, seen as <typeparamref name="T"/>.</summary>
public abstract class InvocationResult<T>
{
    /// <summary>The value; middleware may put another in its place.</summary>
    public abstract T? Value { get; set; }
}
