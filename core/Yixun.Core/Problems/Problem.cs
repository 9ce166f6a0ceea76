namespace Yixun.Core.Problems;

/// <summary>An error that a caller can act on.</summary>
/// <param name="Code">Stable, snake_case.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">English.</param>
/// <param name="Detail">Chinese.</param>
public sealed record Problem(string Code, int Status, string Title, string Detail)
{
    /// <summary>Name of the field at fault, as in the request; null when none.</summary>
    public string? Field { get; init; }

    /// <summary>Seconds after which a repetition makes sense; null: not by waiting.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The same problem about a field.</summary>
    public Problem At(string field) => this with { Field = field };
}
