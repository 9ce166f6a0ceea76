namespace Yixun.Functions.Runtime.Discovery;

/// <summary>What makes a function run.</summary>
public abstract record FunctionTrigger
{
    private protected FunctionTrigger() { }

    /// <summary><c>http</c>, <c>queue</c> or <c>timer</c>.</summary>
    public abstract string Kind { get; }
}
