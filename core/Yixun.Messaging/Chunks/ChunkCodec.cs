using System.Security.Cryptography;
using Yixun.Core.Messages;
using Yixun.Core.Security;

namespace Yixun.Messaging.Chunks;

/// <summary>
/// Chunks as octets: a compact, versioned binary form, encrypted as a whole because queues are kept on disk.
/// First octet of the plaintext: kind; second: version. Before the ciphertext stands one clear octet, how often the chunk
/// has failed (<see cref="ChunkAttempt"/>).
/// </summary>
public sealed class ChunkCodec(ChunkCipher cipher)
{
    private const byte Version = 4;
    private const byte MessageKind = (byte)'M';
    private const byte ReceiptKindMark = (byte)'R';
    private const byte InboundKind = (byte)'I';

    /// <summary>Encodes and encrypts.</summary>
    public byte[] Encode(MessageChunk chunk)
    {
        var writer = Begin(
            MessageKind,
            64 + (chunk.Items.Count * 28) + chunk.Texts.Sum(text => text.Text.Length * 3)
        );
        writer.WriteByte((byte)chunk.Lane);
        writer.WriteString(chunk.ChannelId);
        writer.WriteVarint(chunk.Texts.Count);
        foreach (var text in chunk.Texts)
        {
            writer.WriteString(text.Text);
            writer.WriteString(text.Extension);
            writer.WriteVarint(text.SystemId);
            writer.WriteInt64(text.MmsBatchId);
            writer.WriteString(text.Channel);
            writer.WriteString(text.Trace);
        }

        writer.WriteVarint(chunk.Items.Count);
        foreach (var item in chunk.Items)
        {
            writer.WriteInt64(item.Id);
            writer.WriteInt64(item.Phone);
            writer.WriteVarint(item.Text);
            writer.WriteInt64(item.ExpiresAt);
        }

        return Seal(writer.Written);
    }

    /// <inheritdoc cref="Encode(MessageChunk)"/>
    public byte[] Encode(ReceiptChunk chunk)
    {
        var writer = Begin(ReceiptKindMark, 64 + (chunk.Items.Count * 48));
        writer.WriteString(chunk.ChannelId);
        writer.WriteVarint(chunk.Items.Count);
        foreach (var item in chunk.Items)
        {
            writer.WriteByte((byte)item.Kind);
            writer.WriteInt64(item.MessageId);
            writer.WriteVarint(item.Segment);
            writer.WriteVarint(item.Segments);
            writer.WriteString(item.CarrierId);
            writer.WriteString(item.Code);
            writer.WriteInt64(item.At);
            writer.WriteString(item.Trace);
        }

        return Seal(writer.Written);
    }

    /// <inheritdoc cref="Encode(MessageChunk)"/>
    public byte[] Encode(InboundChunk chunk)
    {
        var writer = Begin(InboundKind, 64 + (chunk.Items.Count * 120));
        writer.WriteString(chunk.ChannelId);
        writer.WriteVarint(chunk.Items.Count);
        foreach (var item in chunk.Items)
        {
            writer.WriteString(item.CarrierId);
            writer.WriteString(item.From);
            writer.WriteString(item.To);
            writer.WriteString(item.Text);
            writer.WriteVarint(item.Reference);
            writer.WriteVarint(item.Segments);
            writer.WriteVarint(item.Segment);
            writer.WriteInt64(item.At);
            WriteMedia(ref writer, item.Media ?? []);
        }

        return Seal(writer.Written);
    }

    /// <exception cref="ChunkFormatException">Not a chunk of this kind and version, cut, changed, or of an unknown key.</exception>
    public MessageChunk DecodeMessages(ReadOnlyMemory<byte> octets)
    {
        var reader = Open(octets, MessageKind);
        var lane = reader.ReadByte();
        if (lane >= Lanes.Count)
        {
            throw new ChunkFormatException($"Lane {lane} does not exist.");
        }

        var channelId = reader.ReadString();
        var texts = new ChunkText[reader.ReadCount()];
        for (var index = 0; index < texts.Length; index++)
        {
            texts[index] = new ChunkText(
                reader.ReadString(),
                reader.ReadString(),
                reader.ReadVarint(),
                reader.ReadInt64(),
                reader.ReadString(),
                reader.ReadString()
            );
        }

        var items = new ChunkMessage[reader.ReadCount()];
        for (var index = 0; index < items.Length; index++)
        {
            items[index] = new ChunkMessage(
                reader.ReadInt64(),
                reader.ReadInt64(),
                reader.ReadVarint(),
                reader.ReadInt64()
            );
            if ((uint)items[index].Text >= (uint)texts.Length)
            {
                throw new ChunkFormatException("A message points at a text that is not in the chunk.");
            }
        }

        Close(reader);
        return new MessageChunk((Lane)lane, channelId, texts, items);
    }

    /// <inheritdoc cref="DecodeMessages"/>
    public ReceiptChunk DecodeReceipts(ReadOnlyMemory<byte> octets)
    {
        var reader = Open(octets, ReceiptKindMark);
        var channelId = reader.ReadString();
        var items = new Receipt[reader.ReadCount()];
        for (var index = 0; index < items.Length; index++)
        {
            var kind = reader.ReadByte();
            if (kind > (byte)ReceiptKind.Read)
            {
                throw new ChunkFormatException($"Receipt kind {kind} does not exist.");
            }

            items[index] = new Receipt(
                (ReceiptKind)kind,
                reader.ReadInt64(),
                reader.ReadVarint(),
                reader.ReadVarint(),
                reader.ReadString(),
                reader.ReadString(),
                reader.ReadInt64(),
                reader.ReadString()
            );
        }

        Close(reader);
        return new ReceiptChunk(channelId, items);
    }

    /// <inheritdoc cref="DecodeMessages"/>
    public InboundChunk DecodeInbound(ReadOnlyMemory<byte> octets)
    {
        var reader = Open(octets, InboundKind);
        var channelId = reader.ReadString();
        var items = new InboundSegment[reader.ReadCount()];
        for (var index = 0; index < items.Length; index++)
        {
            items[index] = new InboundSegment(
                reader.ReadString(),
                reader.ReadString(),
                reader.ReadString(),
                reader.ReadString(),
                reader.ReadVarint(),
                reader.ReadVarint(),
                reader.ReadVarint(),
                reader.ReadInt64(),
                ReadMedia(ref reader)
            );
        }

        Close(reader);
        return new InboundChunk(channelId, items);
    }

    private static void WriteMedia(ref ChunkWriter writer, IReadOnlyList<InboundMedium> media)
    {
        writer.WriteVarint(media.Count);
        foreach (var medium in media)
        {
            writer.WriteString(medium.ContentType);
            writer.WriteString(medium.Name);
            writer.WriteOctets(medium.Data.Span);
        }
    }

    private static InboundMedium[]? ReadMedia(ref ChunkReader reader)
    {
        var count = reader.ReadCount();
        if (count == 0)
        {
            return null;
        }

        var media = new InboundMedium[count];
        for (var index = 0; index < media.Length; index++)
        {
            media[index] = new InboundMedium(reader.ReadString(), reader.ReadString(), reader.ReadOctets());
        }

        return media;
    }

    private static ChunkWriter Begin(byte kind, int capacity)
    {
        var writer = new ChunkWriter(capacity);
        writer.WriteByte(kind);
        writer.WriteByte(Version);
        return writer;
    }

    private byte[] Seal(ReadOnlySpan<byte> plaintext)
    {
        var octets = new byte[ChunkAttempt.Length + ChunkCipher.LengthOf(plaintext.Length)];
        cipher.Encrypt(plaintext, octets.AsSpan(ChunkAttempt.Length));
        return octets;
    }

    private static void Close(ChunkReader reader)
    {
        if (!reader.AtEnd)
        {
            throw new ChunkFormatException("The chunk goes on after its end.");
        }
    }

    private ChunkReader Open(ReadOnlyMemory<byte> octets, byte kind)
    {
        byte[] plaintext;
        try
        {
            plaintext = cipher.Decrypt(octets.Span[ChunkAttempt.Length..]);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new ChunkFormatException("The chunk does not open.", exception);
        }

        var reader = new ChunkReader(plaintext);
        var found = reader.ReadByte();
        var version = reader.ReadByte();
        return found == kind && version == Version
            ? reader
            : throw new ChunkFormatException(
                $"Chunk of kind {found} version {version} where {kind} version {Version} belongs."
            );
    }
}
