using System.Globalization;

namespace Yixun.Carriers.Mm7;

/// <summary>TransactionIDs of our requests: 1 to 32 visible ASCII characters, unique for the VASP.</summary>
public static class Mm7TransactionId
{
    public const int MaxLength = 32;

    /// <summary>The id of one try: prefix, our id in 19 digits and the try in 1.</summary>
    /// <param name="prefix">At most 12 visible ASCII characters that tell this installation from others of the VASP.</param>
    /// <param name="messageId">Our id of the message, not negative.</param>
    /// <param name="attempt">0 to 9; a message that may be sent again needs another id.</param>
    public static string Create(string prefix, long messageId, int attempt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(messageId);
        ArgumentOutOfRangeException.ThrowIfNegative(attempt);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(attempt, 9);
        var id = string.Create(CultureInfo.InvariantCulture, $"{prefix}{messageId:D19}{attempt}");
        return IsValid(id)
            ? id
            : throw new ArgumentException(
                "The prefix has at most 12 visible ASCII characters.",
                nameof(prefix)
            );
    }

    public static bool IsValid(string id) =>
        id is { Length: >= 1 and <= MaxLength } && id.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;
}
