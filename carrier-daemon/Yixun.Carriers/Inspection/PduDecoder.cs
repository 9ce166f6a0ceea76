using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace Yixun.Carriers.Inspection;

/// <summary>Octets to JSON.</summary>
internal static class PduDecoder
{
    /// <summary>Reads the first PDU.</summary>
    /// <param name="octets">The input from the PDU's start.</param>
    /// <param name="offset">Where that is in the input.</param>
    /// <param name="length">Octets of the PDU.</param>
    /// <exception cref="PduFormatException">It is no PDU of the protocol.</exception>
    public static JsonObject Decode(
        PduProtocol protocol,
        ReadOnlySpan<byte> octets,
        int offset,
        out int length
    )
    {
        length = ReadLength(protocol, octets, offset);
        octets = octets[..length];
        var id = BinaryPrimitives.ReadUInt32BigEndian(octets[4..]);
        var command =
            protocol.Find(id, length - protocol.HeaderSize)
            ?? throw new PduFormatException(
                PduFault.UnknownCommand,
                "command",
                protocol.Name,
                $"0x{id:x8}",
                offset + 4
            );
        var pdu = new JsonObject { ["command"] = command.Name, ["length"] = PduJson.Number((ulong)length) };
        if (command.Layout is not null)
        {
            pdu["layout"] = command.Layout;
        }

        var reader = new PduReader(octets, PduProtocol.PrefixSize, offset);
        reader.Read(protocol.Header, pdu);
        reader.Read(command.Fields, pdu);
        if (reader.Remaining > 0)
        {
            throw new PduFormatException(
                PduFault.Surplus,
                command.Name,
                "0",
                $"{reader.Remaining}",
                reader.Offset
            );
        }

        command.Message?.Describe(pdu);
        return pdu;
    }

    private static int ReadLength(PduProtocol protocol, ReadOnlySpan<byte> octets, int offset)
    {
        if (octets.Length < sizeof(uint))
        {
            throw new PduFormatException(
                PduFault.TooShort,
                protocol.LengthName,
                "4",
                $"{octets.Length}",
                offset
            );
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(octets);
        if (length < protocol.HeaderSize)
        {
            throw new PduFormatException(
                PduFault.ImpossibleLength,
                protocol.LengthName,
                $"{protocol.HeaderSize}",
                $"{length}",
                offset
            );
        }

        return length <= octets.Length
            ? (int)length
            : throw new PduFormatException(PduFault.TooShort, "PDU", $"{length}", $"{octets.Length}", offset);
    }
}
