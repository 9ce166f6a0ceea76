using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Core.Security;
using Yixun.Messaging.Chunks;

namespace Yixun.Messaging.Tests.Chunks;

public sealed class ChunkCodecTests
{
    private static readonly ChunkCipher Cipher = new(DataKeyRing.Generate());
    private static readonly ChunkCodec Codec = new(Cipher);

    private static readonly MessageChunk Messages = new(
        Lane.Care,
        "cmpp-mobile",
        [new ChunkText("【仁和医院】请到3号窗口 come to window 3", "0012")],
        [new ChunkMessage(71, 13_800_138_000, 0, 0), new ChunkMessage(72, 13_900_139_000, 0, 5)]
    );

    private static readonly ReceiptChunk Receipts = new(
        "cmpp-mobile",
        [new Receipt(ReceiptKind.Report, 71, 1, 2, "8188888888880001", "DELIVRD", 1_767_225_600_000)]
    );

    private static readonly InboundChunk Inbound = new(
        "cmpp-mobile",
        [new InboundSegment("42", "13800138000", "106900010012", "退订 TD", -1, 1, 1, 1_767_225_600_000)]
    );

    [Fact]
    public void DecodeMessages_any_chunk_comes_back() =>
        ChunkGens.Messages.Sample(
            chunk =>
            {
                var read = Codec.DecodeMessages(Codec.Encode(chunk));

                Assert.Equal((chunk.Lane, chunk.ChannelId), (read.Lane, read.ChannelId));
                Assert.Equal(chunk.Texts, read.Texts);
                Assert.Equal(chunk.Items, read.Items);
            },
            iter: 1000
        );

    [Fact]
    public void DecodeInbound_media_come_back()
    {
        var media = new InboundMedium("image/png", "slide1.png", new byte[] { 1, 0, 255 });
        var chunk = Inbound with { Items = [Inbound.Items[0] with { Media = [media] }] };

        var read = Assert.Single(Assert.Single(Codec.DecodeInbound(Codec.Encode(chunk)).Items).Media!);

        Assert.Equal((media.ContentType, media.Name), (read.ContentType, read.Name));
        Assert.Equal(media.Data.ToArray(), read.Data.ToArray());
    }

    [Fact]
    public void DecodeReceipts_any_chunk_comes_back() =>
        ChunkGens.Receipts.Sample(
            chunk =>
            {
                var read = Codec.DecodeReceipts(Codec.Encode(chunk));

                Assert.Equal(chunk.ChannelId, read.ChannelId);
                Assert.Equal(chunk.Items, read.Items);
            },
            iter: 1000
        );

    [Fact]
    public void DecodeInbound_any_chunk_comes_back() =>
        ChunkGens.Inbound.Sample(
            chunk =>
            {
                var read = Codec.DecodeInbound(Codec.Encode(chunk));

                Assert.Equal(chunk.ChannelId, read.ChannelId);
                Assert.Equal(chunk.Items, read.Items);
            },
            iter: 1000
        );

    [Fact]
    public void DecodeMessages_full_chunk_comes_back()
    {
        var texts = Enumerable
            .Range(0, MessageChunk.MaximumItems)
            .Select(index => new ChunkText($"{new string('检', 600)}{index}", ""))
            .ToList();
        var items = Enumerable
            .Range(0, MessageChunk.MaximumItems)
            .Select(index => new ChunkMessage(index, 13_800_138_000 + index, index, 0))
            .ToList();

        var read = Codec.DecodeMessages(Codec.Encode(new MessageChunk(Lane.Promotion, "", texts, items)));

        Assert.Equal(texts, read.Texts);
        Assert.Equal(items, read.Items);
    }

    [Fact]
    public void Decode_chunk_of_another_kind_is_refused()
    {
        var messages = Codec.Encode(Messages);
        var receipts = Codec.Encode(Receipts);
        var inbound = Codec.Encode(Inbound);

        Assert.Throws<ChunkFormatException>(() => Codec.DecodeMessages(receipts));
        Assert.Throws<ChunkFormatException>(() => Codec.DecodeMessages(inbound));
        Assert.Throws<ChunkFormatException>(() => Codec.DecodeReceipts(messages));
        Assert.Throws<ChunkFormatException>(() => Codec.DecodeReceipts(inbound));
        Assert.Throws<ChunkFormatException>(() => Codec.DecodeInbound(messages));
        Assert.Throws<ChunkFormatException>(() => Codec.DecodeInbound(receipts));
    }

    [Fact]
    public void Decode_chunk_of_another_key_is_refused()
    {
        var other = new ChunkCodec(new ChunkCipher(DataKeyRing.Generate()));
        var lacking = new ChunkCodec(
            new ChunkCipher(new DataKeyRing([new DataKey(9, new byte[32])], new byte[32]))
        );

        Assert.All(AllEncoded(), octets => AssertRefused(other, octets));
        Assert.All(AllEncoded(), octets => AssertRefused(lacking, octets));
    }

    [Fact]
    public void Decode_chunk_cut_anywhere_is_refused() =>
        Assert.All(
            AllEncoded(),
            octets =>
            {
                for (var length = 0; length < octets.Length; length++)
                {
                    AssertRefused(Codec, octets[..length]);
                }
            }
        );

    [Fact]
    public void Decode_chunk_changed_anywhere_is_refused() =>
        Assert.All(
            AllEncoded(),
            octets =>
            {
                // The first octet only counts failures.
                for (var place = 1; place < octets.Length; place++)
                {
                    var changed = (byte[])octets.Clone();
                    changed[place] ^= 0x40;
                    AssertRefused(Codec, changed);
                }
            }
        );

    [Fact]
    public void Decode_any_octets_are_refused() =>
        Gen.Byte.Array[0, 200].Sample(octets => AssertRefused(Codec, octets), iter: 2000);

    /// <summary>What a faulty producer that holds the key could send: the cipher opens it, the reader must not fall.</summary>
    [Fact]
    public void Decode_any_plaintext_gives_a_chunk_or_a_format_error() =>
        Gen.Select(
                Gen.OneOf((byte)'M', (byte)'R', (byte)'I'),
                Gen.OneOf(Gen.Byte[0, 6], Gen.Byte).Array[0, 80]
            )
            .Sample((kind, rest) => AssertReadsOrRefuses(Seal([kind, 1, .. rest])), iter: 4000);

    [Fact]
    public void Decode_plaintext_cut_or_changed_gives_a_chunk_or_a_format_error() =>
        Gen.Select(
                Gen.OneOf(
                    ChunkGens.Messages.Select(Codec.Encode),
                    ChunkGens.Receipts.Select(Codec.Encode),
                    ChunkGens.Inbound.Select(Codec.Encode)
                ),
                Gen.Int[0, int.MaxValue],
                Gen.Byte,
                Gen.Bool
            )
            .Sample(
                (octets, place, value, cut) =>
                {
                    var plaintext = Open(octets);
                    place %= plaintext.Length;
                    plaintext[place] = value;
                    AssertReadsOrRefuses(Seal(cut ? plaintext.AsSpan(0, place) : plaintext));
                },
                iter: 3000
            );

    [Fact]
    public void Decode_plaintext_cut_anywhere_is_refused() =>
        Assert.All(
            AllEncoded(),
            octets =>
            {
                var plaintext = Open(octets);
                for (var length = 0; length < plaintext.Length; length++)
                {
                    AssertRefused(Codec, Seal(plaintext.AsSpan(0, length)));
                }
            }
        );

    [Fact]
    public void Decode_plaintext_that_goes_on_is_refused() =>
        Assert.All(AllEncoded(), octets => AssertRefused(Codec, Seal([.. Open(octets), 0])));

    [Fact]
    public void Decode_other_version_is_refused() =>
        Assert.All(
            AllEncoded(),
            octets =>
            {
                var plaintext = Open(octets);
                plaintext[1]++;
                AssertRefused(Codec, Seal(plaintext));
            }
        );

    [Fact]
    public void DecodeMessages_text_that_is_not_in_the_chunk_is_refused()
    {
        var octets = Codec.Encode(Messages with { Items = [new ChunkMessage(1, 13_800_138_000, 1, 0)] });

        Assert.Throws<ChunkFormatException>(() => Codec.DecodeMessages(octets));
    }

    [Fact]
    public void DecodeMessages_lane_that_does_not_exist_is_refused()
    {
        var octets = Codec.Encode(Messages with { Lane = (Lane)6 });

        Assert.Throws<ChunkFormatException>(() => Codec.DecodeMessages(octets));
    }

    [Fact]
    public void DecodeReceipts_kind_that_does_not_exist_is_refused()
    {
        var octets = Codec.Encode(
            Receipts with
            {
                Items = [Receipts.Items[0] with { Kind = (ReceiptKind)(ReceiptKind.Read + 1) }],
            }
        );

        Assert.Throws<ChunkFormatException>(() => Codec.DecodeReceipts(octets));
    }

    [Fact]
    public void DecodeMessages_claim_of_two_billion_items_is_refused_before_it_is_believed()
    {
        byte[] plaintext = [(byte)'M', 1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x07];
        var octets = Seal(plaintext);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<ChunkFormatException>(() => Codec.DecodeMessages(octets));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Encode_chunk_shows_no_phone_and_no_text_in_clear()
    {
        var fixedLength = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(fixedLength, 13_800_138_000);
        byte[][] secrets =
        [
            "13800138000"u8.ToArray(),
            fixedLength,
            [.. fixedLength.Reverse()],
            Encoding.UTF8.GetBytes("仁和"),
            Encoding.BigEndianUnicode.GetBytes("仁和"),
            Encoding.Unicode.GetBytes("仁和"),
            "window"u8.ToArray(),
            "DELIVRD"u8.ToArray(),
            "退订"u8.ToArray(),
            "cmpp-mobile"u8.ToArray(),
        ];

        Assert.Contains(secrets, secret => Open(Codec.Encode(Messages)).AsSpan().IndexOf(secret) >= 0);
        Assert.All(
            AllEncoded(),
            octets => Assert.All(secrets, secret => Assert.Equal(-1, octets.AsSpan().IndexOf(secret)))
        );
    }

    private static byte[] Open(byte[] octets) => Cipher.Decrypt(octets.AsSpan(1));

    private static byte[] Seal(ReadOnlySpan<byte> plaintext) => [0, .. Cipher.Encrypt(plaintext)];

    [Fact]
    public void Attempts_are_counted_in_a_copy_that_still_opens()
    {
        var octets = Codec.Encode(Receipts);

        var again = ChunkAttempt.With(octets, 3);

        Assert.Equal((0, 3), (ChunkAttempt.Of(octets), ChunkAttempt.Of(again)));
        Assert.Equal(Receipts.Items, Codec.DecodeReceipts(again).Items);
        Assert.Throws<OverflowException>(() => ChunkAttempt.With(octets, 256));
    }

    private static byte[][] AllEncoded() =>
        [Codec.Encode(Messages), Codec.Encode(Receipts), Codec.Encode(Inbound)];

    private static void AssertRefused(ChunkCodec codec, byte[] octets)
    {
        Assert.Throws<ChunkFormatException>(() => codec.DecodeMessages(octets));
        Assert.Throws<ChunkFormatException>(() => codec.DecodeReceipts(octets));
        Assert.Throws<ChunkFormatException>(() => codec.DecodeInbound(octets));
    }

    private static void AssertReadsOrRefuses(byte[] octets)
    {
        Action[] readings =
        [
            () => Codec.DecodeMessages(octets),
            () => Codec.DecodeReceipts(octets),
            () => Codec.DecodeInbound(octets),
        ];
        Assert.All(
            readings,
            reading => Assert.True(Record.Exception(reading) is null or ChunkFormatException)
        );
    }
}
