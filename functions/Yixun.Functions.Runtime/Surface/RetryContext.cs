namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which attempt an invocation is.</summary>
public abstract class RetryContext
{
    /// <summary>Attempts before this one.</summary>
    public abstract int RetryCount { get; }

    /// <summary>Attempts that may follow the first; 0 where nothing is retried.</summary>
    public abstract int MaxRetryCount { get; }
}
