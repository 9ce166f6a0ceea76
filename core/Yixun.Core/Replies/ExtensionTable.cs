using System.Diagnostics.CodeAnalysis;

namespace Yixun.Core.Replies;

/// <summary>The digits that are given out. Immutable.</summary>
public sealed class ExtensionTable
{
    /// <summary>Digits of one assignment, and of what a request adds.</summary>
    public const int MaximumDigits = 8;

    private readonly Dictionary<string, ExtensionAssignment> _byDigits;
    private readonly Dictionary<(int? System, string? Department), ExtensionAssignment> _byOwner;

    /// <param name="assignments">Of several of one owner, the first are those that it sends with.</param>
    public ExtensionTable(IEnumerable<ExtensionAssignment> assignments)
    {
        All = [.. assignments];
        _byDigits = All.ToDictionary(assignment => assignment.Digits, StringComparer.Ordinal);
        _byOwner = [];
        foreach (var assignment in All)
        {
            _byOwner.TryAdd((assignment.SystemId, assignment.Department), assignment);
        }
    }

    public static ExtensionTable Empty { get; } = new([]);

    public IReadOnlyList<ExtensionAssignment> All { get; }

    /// <summary>True for 1 to 8 ASCII digits.</summary>
    public static bool IsValid([NotNullWhen(true)] string? digits) =>
        digits is { Length: >= 1 and <= MaximumDigits }
        && !digits.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>Whose the digits after an access number are; null: nobody's.</summary>
    public ExtensionAssignment? Find(string extension)
    {
        ArgumentNullException.ThrowIfNull(extension);
        // No assignment begins with another's digits, so at most one fits.
        for (var length = Math.Min(extension.Length, MaximumDigits); length > 0; length--)
        {
            if (_byDigits.TryGetValue(extension[..length], out var assignment))
            {
                return assignment;
            }
        }

        return null;
    }

    /// <summary>The digits with which a system sends.</summary>
    /// <param name="department">Null: not for a department.</param>
    /// <returns>Null when there are none.</returns>
    public ExtensionAssignment? FindFor(int systemId, string? department) =>
        _byOwner.GetValueOrDefault((systemId, department))
        ?? (department is null ? null : _byOwner.GetValueOrDefault((null, department)));

    /// <summary>An assignment that could not be told from new digits: it begins with them, or they with it.</summary>
    public ExtensionAssignment? FindConflict(string digits) =>
        All.FirstOrDefault(assignment =>
            assignment.Digits != digits
            && (
                assignment.Digits.StartsWith(digits, StringComparison.Ordinal)
                || digits.StartsWith(assignment.Digits, StringComparison.Ordinal)
            )
        );
}
