using CsCheck;
using Xunit;
using Yixun.Core.Tests.Vectors;
using Yixun.Core.Text;

namespace Yixun.Core.Tests.Text;

public sealed class Gsm7AlphabetTests
{
    public static TheoryData<string> Vectors =>
        [.. SharedVectors.Section("gsm7_packing").Select(vector => SharedVectors.Text(vector, "name"))];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Encode_vector_gives_its_septets_and_packed_octets(string name)
    {
        var vector = SharedVectors.Named("gsm7_packing", name);
        var text = SharedVectors.Text(vector, "text");
        var septets = SharedVectors.Octets(vector, "septets_hex");

        Assert.Equal(septets, Encode(text));
        Assert.Equal(text, Gsm7Alphabet.Decode(septets));
        Assert.Equal(SharedVectors.Octets(vector, "packed_hex"), Gsm7Alphabet.Pack(septets));
    }

    [Theory]
    [InlineData('@', 0x00)]
    [InlineData('$', 0x02)]
    [InlineData('Ç', 0x09)]
    [InlineData('\n', 0x0A)]
    [InlineData('\r', 0x0D)]
    [InlineData('Δ', 0x10)]
    [InlineData('_', 0x11)]
    [InlineData('É', 0x1F)]
    [InlineData(' ', 0x20)]
    [InlineData('¤', 0x24)]
    [InlineData('0', 0x30)]
    [InlineData('¡', 0x40)]
    [InlineData('A', 0x41)]
    [InlineData('§', 0x5F)]
    [InlineData('¿', 0x60)]
    [InlineData('a', 0x61)]
    [InlineData('à', 0x7F)]
    public void Encode_default_character_is_its_code(char character, byte code)
    {
        Assert.Equal(1, Gsm7Alphabet.CostOf(character));
        Assert.Equal([code], Encode($"{character}"));
    }

    [Theory]
    [InlineData('\f', 0x0A)]
    [InlineData('^', 0x14)]
    [InlineData('{', 0x28)]
    [InlineData('}', 0x29)]
    [InlineData('\\', 0x2F)]
    [InlineData('[', 0x3C)]
    [InlineData('~', 0x3D)]
    [InlineData(']', 0x3E)]
    [InlineData('|', 0x40)]
    [InlineData('€', 0x65)]
    public void Encode_extended_character_costs_two(char character, byte code)
    {
        Assert.Equal(2, Gsm7Alphabet.CostOf(character));
        Assert.Equal([0x1B, code], Encode($"{character}"));
    }

    [Theory]
    [InlineData('`')]
    [InlineData('ç')]
    [InlineData('医')]
    [InlineData('\u001B')]
    [InlineData('\0')]
    [InlineData('\t')]
    public void Encode_other_character_is_refused(char character)
    {
        Assert.Equal(0, Gsm7Alphabet.CostOf(character));
        Assert.Throws<ArgumentException>(() => Encode($"{character}"));
    }

    [Fact]
    public void Decode_every_default_code_gives_a_character_of_its_own()
    {
        var text = Gsm7Alphabet.Decode([
            .. Enumerable.Range(0, 128).Where(code => code != 0x1B).Select(code => (byte)code),
        ]);

        Assert.Equal(127, text.Distinct().Count());
        Assert.Equal(127, text.Length);
    }

    [Theory]
    [InlineData("1b41", "A")]
    [InlineData("1b1b", " ")]
    [InlineData("1b1b65", " e")]
    [InlineData("411b", "A")]
    [InlineData("c1", "A")]
    [InlineData("", "")]
    public void Decode_odd_septets_show_something(string hex, string text) =>
        Assert.Equal(text, Gsm7Alphabet.Decode(Convert.FromHexString(hex)));

    [Fact]
    public void Encode_any_text_comes_back() =>
        Texts.Gsm7.Sample(text => Assert.Equal(text, Gsm7Alphabet.Decode(Encode(text))), iter: 1000);

    [Fact]
    public void Pack_any_septets_keeps_every_bit() =>
        Gen.Byte[0, 127]
            .Array[0, 170]
            .Sample(
                septets =>
                {
                    var packed = Gsm7Alphabet.Pack(septets);

                    Assert.Equal(((septets.Length * 7) + 7) / 8, packed.Length);
                    Assert.Equal(septets, Unpack(packed, septets.Length));
                },
                iter: 1000
            );

    private static byte[] Encode(string text)
    {
        var septets = new byte[text.Length * 2];
        return septets[..Gsm7Alphabet.Encode(text, septets)];
    }

    private static byte[] Unpack(byte[] packed, int count)
    {
        var septets = new byte[count];
        for (var bit = 0; bit < count * 7; bit++)
        {
            septets[bit / 7] |= (byte)(((packed[bit / 8] >> (bit % 8)) & 1) << (bit % 7));
        }

        return septets;
    }
}
