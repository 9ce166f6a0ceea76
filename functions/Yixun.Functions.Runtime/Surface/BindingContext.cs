namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the trigger knew.</summary>
public abstract class BindingContext
{
    /// <summary>Route and query values of an HTTP request, by name in any case; empty for other triggers.</summary>
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}
