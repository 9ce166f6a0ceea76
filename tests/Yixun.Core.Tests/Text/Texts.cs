using CsCheck;
using Yixun.Core.Text;

namespace Yixun.Core.Tests.Text;

/// <summary>Texts as patients get them, long enough to be cut.</summary>
internal static class Texts
{
    private static readonly Gen<string> Printable = Gen.Char[' ', '~'].Select(character => $"{character}");
    private static readonly Gen<string> Chinese = Gen.Char['一', '龥'].Select(character => $"{character}");
    private static readonly Gen<string> Emoji = Gen.Int[0x1F600, 0x1F64F].Select(char.ConvertFromUtf32);
    private static readonly Gen<string> Escaped = Gen.OneOf(
        "^",
        "{",
        "}",
        "\\",
        "[",
        "~",
        "]",
        "|",
        "€",
        "\f"
    );

    /// <summary>Anything but half surrogate pairs.</summary>
    public static Gen<string> Any { get; } = Of(Gen.OneOf(Printable, Chinese, Emoji), 400);

    /// <summary>Emoji and single units in equal parts, so that pairs often straddle a cut.</summary>
    public static Gen<string> WithPairs { get; } = Of(Gen.OneOf(Emoji, Chinese), 300);

    /// <summary>Printable ASCII and line ends.</summary>
    public static Gen<string> Ascii { get; } = Of(Gen.OneOf(Printable, Gen.OneOf("\n", "\r")), 700);

    /// <summary>GSM 03.38 with many characters of the extension table.</summary>
    public static Gen<string> Gsm7 { get; } =
        Of(Gen.OneOf(Gen.Char['a', 'z'].Select(character => $"{character}"), Escaped), 500);

    /// <summary>A text with a coding that can carry it.</summary>
    public static Gen<(string Text, TextCoding Coding)> Coded { get; } =
        Gen.OneOf(
            Any.Select(text => (text, TextCoding.Ucs2)),
            WithPairs.Select(text => (text, TextCoding.Ucs2)),
            Ascii.Select(text => (text, TextCoding.Ascii)),
            Gsm7.Select(text => (text, TextCoding.Gsm7))
        );

    private static Gen<string> Of(Gen<string> part, int most) => part.Array[0, most].Select(string.Concat);
}
