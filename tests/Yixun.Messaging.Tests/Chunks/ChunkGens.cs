using CsCheck;
using Yixun.Core.Messages;
using Yixun.Messaging.Chunks;

namespace Yixun.Messaging.Tests.Chunks;

/// <summary>Chunks of every size and with every value that the wire can carry.</summary>
internal static class ChunkGens
{
    private static readonly Gen<string> Text = Gen.OneOf(
            Gen.Char[' ', '~'].Select(character => $"{character}"),
            Gen.Char['一', '龥'].Select(character => $"{character}"),
            Gen.OneOf("\0", "\n", "😀", "é", "￿")
        )
        .Array[0, 80]
        .Select(string.Concat);

    private static readonly Gen<string> Digits = Gen.Char['0', '9']
        .Array[0, 20]
        .Select(digits => new string(digits));

    /// <summary>Mostly none, as on the road; any text can be carried.</summary>
    private static readonly Gen<string> Trace = Gen.OneOf(
        Gen.Const(""),
        Gen.Const("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
        Text
    );

    public static Gen<MessageChunk> Messages { get; } =
        from lane in Gen.Enum<Lane>()
        from channel in Text
        from texts in Gen.Select(
            Text,
            Digits,
            Gen.Int[0, int.MaxValue],
            Gen.Long,
            Text,
            Trace,
            (text, extension, system, mms, channel, trace) =>
                new ChunkText(text, extension, system, mms, channel, trace)
        ).Array[1, 4]
        from items in Gen.Select(
            Gen.Long,
            Gen.Long,
            Gen.Int[0, texts.Length - 1],
            Gen.Long,
            (id, phone, text, expires) => new ChunkMessage(id, phone, text, expires)
        ).Array[0, 40]
        select new MessageChunk(lane, channel, texts, items);

    public static Gen<ReceiptChunk> Receipts { get; } =
        from channel in Text
        from items in Gen.Select(
            Gen.Enum<ReceiptKind>(),
            Gen.Long,
            Gen.Int,
            Gen.Int,
            Digits,
            Text,
            Gen.Select(Gen.Long, Trace),
            (kind, id, segment, segments, carrierId, code, rest) =>
                new Receipt(kind, id, segment, segments, carrierId, code, rest.Item1, rest.Item2)
        ).Array[0, 40]
        select new ReceiptChunk(channel, items);

    public static Gen<InboundChunk> Inbound { get; } =
        from channel in Text
        from items in Gen.Select(
            Digits,
            Digits,
            Digits,
            Text,
            Gen.Int,
            Gen.Int,
            Gen.Int,
            Gen.Long,
            (carrierId, sender, to, text, reference, segments, segment, at) =>
                new InboundSegment(carrierId, sender, to, text, reference, segments, segment, at)
        ).Array[0, 20]
        select new InboundChunk(channel, items);
}
