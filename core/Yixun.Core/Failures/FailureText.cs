namespace Yixun.Core.Failures;

/// <param name="Code">As the carrier sent it, or one of our reasons.</param>
/// <param name="Cause">Chinese: what happened.</param>
/// <param name="Advice">Chinese: what to do; null when there is nothing to do.</param>
public sealed record FailureText(string Code, string Cause, string? Advice);
