namespace Yixun.Functions.Runtime.Discovery;

/// <summary>HTTP requests.</summary>
/// <param name="Route">Route pattern, the host's prefix included, without a leading slash.</param>
/// <param name="Methods">Verbs in capitals; empty means all.</param>
public sealed record HttpFunctionTrigger(string Route, IReadOnlyList<string> Methods) : FunctionTrigger
{
    /// <inheritdoc/>
    public override string Kind => "http";
}
