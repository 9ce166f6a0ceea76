using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Yixun.Carriers.Links;
using Yixun.Carriers.Smpp.Pdus;
using Yixun.Core.Text;

namespace Yixun.Carriers.Smpp.Codec;

/// <summary>The submit_sm of a channel, written straight into the buffer; one destination per PDU.</summary>
internal sealed class SmppSubmitTemplate(SmppLinkSettings settings)
{
    private const int SarLength = 6 + 5 + 5;
    private readonly byte[] _service = Terminated(settings.ServiceType);
    private readonly byte[] _prefix = Encoding.Latin1.GetBytes(settings.DestinationPrefix);

    public void Write(IBufferWriter<byte> output, uint sequence, SubmitSegment segment)
    {
        var content = segment.UserData.Span;
        var header = segment.Total > 1 ? UserDataHeader.Parse(content) : default;
        var sar = header.Concatenation is not null && settings.LongMessages == SmppLongMessages.Sar;
        if (sar)
        {
            content = content[header.Length..];
        }

        // sm_length ends at 254; what is longer, or wanted so, goes into message_payload.
        var payload = settings.LongMessages == SmppLongMessages.Payload && segment.Total > 1;
        var length =
            SmppHeader.Size
            + _service.Length
            + 2
            + segment.Source.Length
            + 1
            + 2
            + _prefix.Length
            + segment.Destination.Length
            + 1
            + 3
            + 1
            + settings.ValidityPeriod.Length
            + 1
            + 5
            + content.Length
            + (payload ? 4 : 0)
            + (sar ? SarLength : 0);
        var pdu = output.GetSpan(length)[..length];
        SmppEncoder.WriteHeader(pdu, length, SmppCommand.SubmitSm, SmppStatus.Ok, sequence);
        var rest = pdu[SmppHeader.Size..];
        Put(ref rest, _service);
        Put(ref rest, [settings.SourceTon, settings.SourceNpi]);
        PutText(ref rest, segment.Source);
        Put(ref rest, [settings.DestinationTon, settings.DestinationNpi]);
        Put(ref rest, _prefix);
        PutText(ref rest, segment.Destination);
        var hasHeader = segment.Total > 1 && !sar;
        Put(ref rest, [hasHeader ? (byte)0x40 : (byte)0, 0, settings.Priority]);
        Put(ref rest, [0]);
        PutText(ref rest, settings.ValidityPeriod);
        Put(
            ref rest,
            [
                settings.RegisteredDelivery ? (byte)1 : (byte)0,
                0,
                CodingOf(segment.Coding),
                0,
                payload ? (byte)0 : (byte)content.Length,
            ]
        );
        if (payload)
        {
            PutHead(ref rest, SmppTag.MessagePayload, content.Length);
        }

        Put(ref rest, content);
        if (sar)
        {
            var place = header.Concatenation!.Value;
            PutHead(ref rest, SmppTag.SarReference, 2);
            BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)place.Reference);
            rest = rest[2..];
            PutHead(ref rest, SmppTag.SarTotal, 1);
            Put(ref rest, [(byte)place.Total]);
            PutHead(ref rest, SmppTag.SarIndex, 1);
            Put(ref rest, [(byte)place.Index]);
        }

        output.Advance(length);
    }

    private byte CodingOf(TextCoding coding) =>
        coding switch
        {
            TextCoding.Ucs2 => 8,
            TextCoding.Gsm7 => 0,
            _ => settings.AsciiDataCoding,
        };

    private static void Put(ref Span<byte> rest, scoped ReadOnlySpan<byte> octets)
    {
        octets.CopyTo(rest);
        rest = rest[octets.Length..];
    }

    private static void PutText(ref Span<byte> rest, string text)
    {
        var written = Encoding.Latin1.GetBytes(text, rest);
        rest[written] = 0;
        rest = rest[(written + 1)..];
    }

    private static void PutHead(ref Span<byte> rest, SmppTag tag, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)tag);
        BinaryPrimitives.WriteUInt16BigEndian(rest[2..], (ushort)length);
        rest = rest[4..];
    }

    private static byte[] Terminated(string text) => [.. Encoding.Latin1.GetBytes(text), 0];
}
