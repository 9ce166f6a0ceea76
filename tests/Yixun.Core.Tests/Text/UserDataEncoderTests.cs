using System.Text;
using CsCheck;
using Xunit;
using Yixun.Core.Tests.Vectors;
using Yixun.Core.Text;

namespace Yixun.Core.Tests.Text;

public sealed class UserDataEncoderTests
{
    [Fact]
    public void Encode_ucs2_vector_is_big_endian_without_a_mark()
    {
        var vector = SharedVectors.Named("encodings", "enc-ucs2");

        var segments = UserDataEncoder.Encode(SharedVectors.Text(vector, "text"), TextCoding.Ucs2, 7);

        Assert.Equal(SharedVectors.Octets(vector, "hex"), Assert.Single(segments));
    }

    [Fact]
    public void Encode_single_segment_has_no_header() =>
        Assert.Equal("T1"u8.ToArray(), Assert.Single(UserDataEncoder.Encode("T1", TextCoding.Ascii, 9)));

    [Fact]
    public void Encode_empty_text_is_one_empty_segment() =>
        Assert.Empty(Assert.Single(UserDataEncoder.Encode("", TextCoding.Ucs2, 9)));

    [Fact]
    public void Encode_several_segments_each_begin_with_the_concatenation_header()
    {
        var segments = UserDataEncoder.Encode(new string('检', 135), TextCoding.Ucs2, 0xA7);

        Assert.Equal(
            ["050003A70301", "050003A70302", "050003A70303"],
            segments.Select(segment => Convert.ToHexString(segment[..6]))
        );
        Assert.Equal([140, 140, 8], segments.Select(segment => segment.Length));
    }

    [Fact]
    public void Encode_any_text_comes_back() =>
        Gen.Select(Texts.Coded, Gen.Byte)
            .Sample(
                (coded, reference) =>
                {
                    var (text, coding) = coded;
                    var segments = UserDataEncoder.Encode(text, coding, reference);
                    var read = new StringBuilder();
                    for (var index = 0; index < segments.Length; index++)
                    {
                        var header = segments.Length > 1 ? 6 : 0;
                        if (header > 0)
                        {
                            Assert.Equal(
                                [5, 0, 3, reference, (byte)segments.Length, (byte)(index + 1)],
                                segments[index][..6]
                            );
                        }

                        Assert.InRange(segments[index].Length, 0, MostOctets(coding, header > 0));
                        read.Append(Decode(segments[index].AsSpan(header), coding));
                    }

                    Assert.Equal(text, read.ToString());
                },
                iter: 2000
            );

    [Fact]
    public void Encode_character_outside_ascii_is_refused() =>
        Assert.Throws<ArgumentException>(() => UserDataEncoder.Encode("5 €", TextCoding.Ascii, 1));

    [Fact]
    public void Encode_character_outside_gsm7_is_refused() =>
        Assert.Throws<ArgumentException>(() => UserDataEncoder.Encode("医", TextCoding.Gsm7, 1));

    [Fact]
    public void Encode_255_segments_are_the_most()
    {
        Assert.Equal(255, UserDataEncoder.Encode(new string('检', 255 * 67), TextCoding.Ucs2, 1).Length);
        Assert.Throws<ArgumentException>(() =>
            UserDataEncoder.Encode(new string('检', (255 * 67) + 1), TextCoding.Ucs2, 1)
        );
    }

    private static string Decode(ReadOnlySpan<byte> octets, TextCoding coding) =>
        coding switch
        {
            TextCoding.Ucs2 => Encoding.BigEndianUnicode.GetString(octets),
            TextCoding.Gsm7 => Gsm7Alphabet.Decode(octets),
            _ => Encoding.ASCII.GetString(octets),
        };

    /// <summary>140 octets of UCS-2; unpacked septets and ASCII take one octet each.</summary>
    private static int MostOctets(TextCoding coding, bool header) =>
        coding switch
        {
            TextCoding.Ucs2 => 140,
            TextCoding.Gsm7 => header ? 6 + 153 : 160,
            _ => 159,
        };
}
