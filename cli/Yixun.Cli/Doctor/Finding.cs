namespace Yixun.Cli.Doctor;

/// <summary>What a check found. Never holds a secret.</summary>
/// <param name="Code">Stable: "broker.queue_missing".</param>
/// <param name="Found">Chinese: what is so.</param>
/// <param name="Advice">Chinese: what to do; null where nothing is to be done.</param>
internal sealed record Finding(string Code, FindingLevel Level, string Found, string? Advice)
{
    public static Finding Ok(string code, string found) => new(code, FindingLevel.Ok, found, null);

    public static Finding Warning(string code, string found, string advice) =>
        new(code, FindingLevel.Warning, found, advice);

    public static Finding Fault(string code, string found, string advice) =>
        new(code, FindingLevel.Fault, found, advice);
}
