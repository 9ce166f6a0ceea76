namespace Yixun.Data.Model;

/// <summary>Digits after the access number that are given to a system or department.</summary>
public sealed class ExtensionEntity
{
    /// <summary>1 to 8; none begins with another's.</summary>
    public required string Digits { get; init; }

    /// <summary>Null: a department's, whichever system sends for it.</summary>
    public int? SystemId { get; set; }

    public string? Department { get; set; }

    public string? Note { get; set; }

    /// <summary>Since when they are this owner's; of several the newest are sent with.</summary>
    public DateTimeOffset GivenAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Account.</summary>
    public required string UpdatedBy { get; set; }
}
