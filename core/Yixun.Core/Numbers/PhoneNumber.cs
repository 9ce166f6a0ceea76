using System.Globalization;

namespace Yixun.Core.Numbers;

/// <summary>A mainland mobile number of 11 digits, held as a number. <see cref="ToString"/> is masked: 138****8000.</summary>
public readonly record struct PhoneNumber
{
    private PhoneNumber(long value) => Value = value;

    /// <summary>13000000000 to 19999999999.</summary>
    public long Value { get; }

    /// <summary>All 11 digits; never for a log.</summary>
    public string Digits => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a number that was stored by its value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not an 11-digit mobile number.</exception>
    public static PhoneNumber FromValue(long value) =>
        value is >= 13_000_000_000 and <= 19_999_999_999
            ? new PhoneNumber(value)
            : throw new ArgumentOutOfRangeException(nameof(value), "Not a mainland mobile number.");

    /// <summary>
    /// Normalises what people type: spaces, dashes, a leading +, 0086 or 86 are dropped; full-width digits count as
    /// digits. What is left must be <c>1[3-9]</c> and nine digits.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out PhoneNumber number)
    {
        number = default;
        Span<char> digits = stackalloc char[16];
        var length = 0;
        var plus = false;
        foreach (var character in text)
        {
            if (character is ' ' or '-' or '\t' or '\u00A0' or '\u3000' or '(' or ')')
            {
                continue;
            }

            if (character is '+' or '＋' && length == 0 && !plus)
            {
                plus = true;
                continue;
            }

            var digit = character is >= '０' and <= '９' ? (char)(character - 0xFEE0) : character;
            if (digit is < '0' or > '9' || length == digits.Length)
            {
                return false;
            }

            digits[length++] = digit;
        }

        ReadOnlySpan<char> rest = digits[..length];
        if (rest.StartsWith("0086") && rest.Length == 15)
        {
            rest = rest[4..];
        }
        else if (rest.StartsWith("86") && rest.Length == 13)
        {
            rest = rest[2..];
        }
        else if (plus)
        {
            return false;
        }

        if (rest.Length != 11 || rest[0] != '1' || rest[1] < '3')
        {
            return false;
        }

        number = new PhoneNumber(long.Parse(rest, NumberStyles.None, CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>First three and last four digits.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value / 100_000_000}****{Value % 10_000:D4}");
}
