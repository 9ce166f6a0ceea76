using System.Text;

namespace Yixun.Carriers.Links;

/// <summary>Text in fields of fixed width: left-aligned, filled with NUL; spaces around it are dropped on reading.</summary>
internal static class FixedText
{
    private const int CacheSize = 1024;
    private static readonly string[] Cache = new string[CacheSize];

    /// <summary>Text up to the first NUL, without spaces around it. Octets above 0x7F are read as Latin-1.</summary>
    public static string Read(ReadOnlySpan<byte> field)
    {
        var text = Trim(field);
        return text.IsEmpty ? "" : Encoding.Latin1.GetString(text);
    }

    /// <summary>As <see cref="Read"/>, sharing one string for words that repeat (codes, status words; not for phone numbers).</summary>
    public static string ReadShared(ReadOnlySpan<byte> field)
    {
        var text = Trim(field);
        if (text.IsEmpty)
        {
            return "";
        }

        uint hash = 2166136261;
        foreach (var octet in text)
        {
            hash = (hash ^ octet) * 16777619;
        }

        ref var cached = ref Cache[(hash ^ (hash >> 16)) % CacheSize];
        var known = cached;
        if (known is not null && Ascii.Equals(text, known))
        {
            return known;
        }

        var read = Encoding.Latin1.GetString(text);
        cached = read;
        return read;
    }

    /// <summary>Writes text and fills the rest with NUL.</summary>
    /// <exception cref="ArgumentException">The text is longer than the field or not Latin-1.</exception>
    public static void Write(Span<byte> field, ReadOnlySpan<char> text)
    {
        if (text.Length > field.Length)
        {
            throw new ArgumentException(
                $"{text.Length} characters do not fit a field of {field.Length}.",
                nameof(text)
            );
        }

        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character > '\u00FF')
            {
                throw new ArgumentException(
                    "Only single-octet characters fit a protocol field.",
                    nameof(text)
                );
            }

            field[index] = (byte)character;
        }

        field[text.Length..].Clear();
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return (end < 0 ? field : field[..end]).Trim((byte)' ');
    }
}
