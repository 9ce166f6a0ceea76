namespace Yixun.Functions.Replies;

/// <summary>Who gets digits: a system, a department, or a department of a system.</summary>
/// <param name="System">Key; null: a department's, whichever system sends for it.</param>
/// <param name="Department">Name, 1 to 32 characters; null: the system's own digits.</param>
/// <param name="Note">Up to 100 characters.</param>
public sealed record ExtensionRequest(string? System = null, string? Department = null, string? Note = null);

/// <param name="Digits">1 to 8 digits.</param>
/// <param name="System">Key of the system.</param>
/// <param name="SystemName">Its name.</param>
/// <param name="Department">Department.</param>
/// <param name="Note">Note.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
/// <param name="UpdatedBy">Account of who did.</param>
public sealed record ExtensionView(
    string Digits,
    string? System,
    string? SystemName,
    string? Department,
    string? Note,
    DateTimeOffset UpdatedAt,
    string UpdatedBy
);
