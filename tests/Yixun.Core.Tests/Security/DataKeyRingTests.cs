using System.Security.Cryptography;
using CsCheck;
using Xunit;
using Yixun.Core.Security;

namespace Yixun.Core.Tests.Security;

public sealed class DataKeyRingTests
{
    private static readonly string Octets32 = Convert.ToBase64String(new byte[32]);

    [Fact]
    public void Parse_what_Export_wrote_opens_the_same_ciphertexts() =>
        Gen.Byte[1, 255]
            .HashSet[1, 5]
            .Sample(
                ids =>
                {
                    var ring = new DataKeyRing(
                        ids.Select(id => new DataKey(id, RandomNumberGenerator.GetBytes(32))),
                        RandomNumberGenerator.GetBytes(32)
                    );
                    var exported = ring.Export();

                    var read = DataKeyRing.Parse(exported);

                    Assert.Equal(exported, read.Export());
                    Assert.Equal(ids.Max(), read.Current.Id);
                    Assert.Equal(ids.Order(), read.Keys.Select(key => key.Id).Order());
                    Assert.Equal(
                        [1, 2],
                        new ChunkCipher(read).Decrypt(new ChunkCipher(ring).Encrypt([1, 2]))
                    );
                },
                iter: 100
            );

    [Fact]
    public void Parse_literal_ring_is_read()
    {
        var ring = DataKeyRing.Parse(
            $$"""{"keys": {"3": "{{Octets32}}", "200": "{{Octets32}}"}, "lookup": "{{Octets32}}"}"""
        );

        Assert.Equal(200, ring.Current.Id);
    }

    public static TheoryData<string> Malformed =>
        [
            "",
            "x",
            "null",
            "[]",
            "{}",
            "{\"keys\":{}}",
            $"{{\"keys\":{{}},\"lookup\":\"{Octets32}\"}}",
            $"{{\"keys\":[],\"lookup\":\"{Octets32}\"}}",
            $"{{\"keys\":{{\"1\":\"{Octets32}\"}}}}",
            $"{{\"keys\":{{\"1\":\"{Octets32}\"}},\"lookup\":\"AAAA\"}}",
            $"{{\"keys\":{{\"1\":\"{Octets32}\"}},\"lookup\":null}}",
            $"{{\"keys\":{{\"1\":\"{Octets32}\"}},\"lookup\":5}}",
            $"{{\"keys\":{{\"1\":\"AAAA\"}},\"lookup\":\"{Octets32}\"}}",
            $"{{\"keys\":{{\"1\":\"not base64!\"}},\"lookup\":\"{Octets32}\"}}",
            $"{{\"keys\":{{\"1\":null}},\"lookup\":\"{Octets32}\"}}",
            $"{{\"keys\":{{\"0\":\"{Octets32}\"}},\"lookup\":\"{Octets32}\"}}",
            $"{{\"keys\":{{\"256\":\"{Octets32}\"}},\"lookup\":\"{Octets32}\"}}",
            $"{{\"keys\":{{\"-1\":\"{Octets32}\"}},\"lookup\":\"{Octets32}\"}}",
            $"{{\"keys\":{{\"one\":\"{Octets32}\"}},\"lookup\":\"{Octets32}\"}}",
            $"{{\"keys\":{{\"1\":\"{Octets32}\",\"01\":\"{Octets32}\"}},\"lookup\":\"{Octets32}\"}}",
        ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Parse_anything_else_is_a_format_error_that_repeats_no_secret(string json)
    {
        var exception = Assert.Throws<FormatException>(() => DataKeyRing.Parse(json));

        Assert.DoesNotContain(Octets32, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_without_keys_or_with_two_of_one_id_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new DataKeyRing([], new byte[32]));
        Assert.Throws<ArgumentException>(() => new DataKeyRing([new DataKey(1, new byte[32])], new byte[31]));
        Assert.Throws<ArgumentException>(() =>
            new DataKeyRing([new DataKey(1, new byte[32]), new DataKey(1, new byte[32])], new byte[32])
        );
    }

    [Theory]
    [InlineData(0, 32)]
    [InlineData(1, 31)]
    [InlineData(1, 33)]
    [InlineData(1, 0)]
    public void DataKey_wrong_id_or_length_is_refused(byte id, int length) =>
        Assert.Throws<ArgumentException>(() => new DataKey(id, new byte[length]));

    [Fact]
    public void Generate_two_rings_share_nothing()
    {
        var cipher = new ChunkCipher(DataKeyRing.Generate());

        Assert.ThrowsAny<CryptographicException>(() =>
            new ChunkCipher(DataKeyRing.Generate()).Decrypt(cipher.Encrypt([1]))
        );
    }

    [Fact]
    public void ToString_shows_nothing_secret()
    {
        var ring = DataKeyRing.Generate();

        Assert.Equal("data key ring (1 keys)", $"{ring}");
        Assert.Equal("data key 1", $"{ring.Current}");
    }
}
