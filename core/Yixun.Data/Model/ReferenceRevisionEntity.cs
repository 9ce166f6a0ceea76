namespace Yixun.Data.Model;

/// <summary>
/// Counts the changes of data that is too large to be read every few seconds: a process reads it anew only when the figure
/// is another.
/// </summary>
public sealed class ReferenceRevisionEntity
{
    public const string NumberPlan = "number-plan";

    public required string Name { get; init; }

    public long Revision { get; set; }
}
