namespace Yixun.Functions.Runtime.Discovery;

/// <summary>The functions can't be run as they are written; the message lists everything that is wrong.</summary>
public sealed class FunctionStartException(IReadOnlyList<string> errors)
    : Exception("The functions can't start:" + string.Concat(errors.Select(error => "\n - " + error)))
{
    /// <summary>One sentence per fault, each naming its function.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
