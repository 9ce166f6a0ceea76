namespace Yixun.Core.Replies;

/// <summary>Access numbers of all channels, for telling a number's extension.</summary>
/// <param name="numbers">Digits; doubles and blanks don't matter.</param>
public sealed class AccessNumbers(IEnumerable<string> numbers)
{
    private readonly string[] _longestFirst =
    [
        .. numbers
            .Where(number => number.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(number => number.Length),
    ];

    /// <summary>
    /// The access number that a number begins with, the longest that fits, and what follows it. A leading 86 or + is
    /// passed over. A number that begins with none is taken as an access number without extension.
    /// </summary>
    public (string AccessNumber, string Extension) Split(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        var bare = number.StartsWith('+') ? number[1..] : number;
        return
            TrySplit(bare, out var split)
            || (bare.StartsWith("86", StringComparison.Ordinal) && TrySplit(bare[2..], out split))
            ? split
            : (number, "");
    }

    private bool TrySplit(string number, out (string AccessNumber, string Extension) split)
    {
        foreach (var known in _longestFirst)
        {
            if (number.StartsWith(known, StringComparison.Ordinal))
            {
                split = (known, number[known.Length..]);
                return true;
            }
        }

        split = default;
        return false;
    }
}
