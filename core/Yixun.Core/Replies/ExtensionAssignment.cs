namespace Yixun.Core.Replies;

/// <summary>Digits after an access number that stand for a system, or for a department.</summary>
/// <param name="Digits">1 to 8 digits; none begins with another's.</param>
/// <param name="SystemId">Whose; null: a department's, whichever system sends for it.</param>
/// <param name="Department">Name; null: the system's own digits.</param>
public sealed record ExtensionAssignment(string Digits, int? SystemId, string? Department);
