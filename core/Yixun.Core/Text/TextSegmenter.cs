namespace Yixun.Core.Text;

/// <summary>
/// Cuts a text into segments (GSM 03.38/03.40): 70/67 UCS-2 units, 160/153 GSM-7 septets or 159/153 ASCII octets.
/// A surrogate pair or an escaped GSM-7 character is never split.
/// </summary>
public static class TextSegmenter
{
    /// <summary>Segments that one message may have. The carriers take about 8 to 10.</summary>
    public const int MaximumSegments = 10;

    private const int Ucs2Single = 70;
    private const int Ucs2Part = 67;

    /// <summary>
    /// The billable segments of a text: 70 units in one, 67 in each of several, whatever the coding on the wire.
    /// </summary>
    public static int CountBillable(ReadOnlySpan<char> text)
    {
        if (text.Length <= Ucs2Single)
        {
            return 1;
        }

        var count = 0;
        for (var start = 0; start < text.Length; count++)
        {
            start += Take(text[start..], TextCoding.Ucs2, Ucs2Part);
        }

        return count;
    }

    /// <summary>Ascii when the text has nothing but printable ASCII, CR and LF; else Ucs2.</summary>
    public static TextCoding ChooseCoding(ReadOnlySpan<char> text) =>
        text.ContainsAnyExceptInRange(' ', '~') && ContainsOther(text) ? TextCoding.Ucs2 : TextCoding.Ascii;

    /// <summary>Cuts the text.</summary>
    /// <param name="text">The whole text, signature and suffix included.</param>
    /// <param name="coding">How it travels.</param>
    /// <returns>One range a segment, in order; a single empty range for an empty text.</returns>
    public static IReadOnlyList<Range> Split(ReadOnlySpan<char> text, TextCoding coding)
    {
        var (single, part) = Limits(coding);
        if (Units(text, coding) <= single)
        {
            return [0..text.Length];
        }

        var segments = new List<Range>();
        for (var start = 0; start < text.Length; )
        {
            var length = Take(text[start..], coding, part);
            segments.Add(start..(start + length));
            start += length;
        }

        return segments;
    }

    /// <summary>Units that the text costs in a coding: UTF-16 units, septets or octets.</summary>
    public static int Units(ReadOnlySpan<char> text, TextCoding coding)
    {
        if (coding != TextCoding.Gsm7)
        {
            return text.Length;
        }

        var units = 0;
        foreach (var character in text)
        {
            units += Math.Max(1, Gsm7Alphabet.CostOf(character));
        }

        return units;
    }

    private static (int Single, int Part) Limits(TextCoding coding) =>
        coding switch
        {
            TextCoding.Ucs2 => (Ucs2Single, Ucs2Part),
            TextCoding.Gsm7 => (160, 153),
            // CMPP: Msg_Fmt 0 takes fewer than 160 octets.
            TextCoding.Ascii => (159, 153),
            _ => throw new ArgumentOutOfRangeException(nameof(coding)),
        };

    private static int Take(ReadOnlySpan<char> text, TextCoding coding, int limit)
    {
        if (coding == TextCoding.Gsm7)
        {
            var units = 0;
            for (var index = 0; index < text.Length; index++)
            {
                units += Math.Max(1, Gsm7Alphabet.CostOf(text[index]));
                if (units > limit)
                {
                    return index;
                }
            }

            return text.Length;
        }

        if (text.Length <= limit)
        {
            return text.Length;
        }

        return char.IsHighSurrogate(text[limit - 1]) && char.IsLowSurrogate(text[limit]) ? limit - 1 : limit;
    }

    private static bool ContainsOther(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (character is not ((>= ' ' and <= '~') or '\r' or '\n'))
            {
                return true;
            }
        }

        return false;
    }
}
