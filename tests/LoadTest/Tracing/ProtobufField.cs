namespace Yixun.LoadTest.Tracing;

/// <summary>A field of a protobuf message (protobuf.dev, "Encoding").</summary>
/// <param name="Octets">Of a text, octets or a message; empty for a number.</param>
internal sealed record ProtobufField(int Number, byte[] Octets)
{
    /// <exception cref="FormatException">A wire type that proto3 does not have.</exception>
    public static IEnumerable<ProtobufField> Read(byte[] message)
    {
        var at = 0;
        while (at < message.Length)
        {
            var key = ReadVarint(message, ref at);
            var octets = Array.Empty<byte>();
            switch (key & 7)
            {
                case 0:
                    ReadVarint(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)ReadVarint(message, ref at);
                    octets = message[at..(at + length)];
                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new FormatException($"Wire type {key & 7}.");
            }

            yield return new ProtobufField((int)(key >> 3), octets);
        }
    }

    private static ulong ReadVarint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var octet = message[at++];
            value |= (ulong)(octet & 0x7F) << shift;
            if (octet < 0x80)
            {
                return value;
            }
        }
    }
}
