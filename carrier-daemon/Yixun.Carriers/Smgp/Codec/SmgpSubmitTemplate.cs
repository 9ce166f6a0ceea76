using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Yixun.Carriers.Links;
using Yixun.Carriers.Smgp.Pdus;
using Yixun.Core.Text;

namespace Yixun.Carriers.Smgp.Codec;

/// <summary>
/// The Submit of a channel with everything filled in that does not change from segment to segment, so that a segment
/// costs two copies and a few fields. One destination per PDU.
/// </summary>
internal sealed class SmgpSubmitTemplate
{
    private const int Body = SmgpHeader.Size;

    /// <summary>TP_udhi, PkTotal and PkNumber: tag, length and one octet each.</summary>
    private const int PlaceLength = 15;
    private readonly SmgpLayout _layout;
    private readonly byte[] _fixed;
    private readonly byte[] _options;

    public SmgpSubmitTemplate(SmgpLinkSettings settings)
    {
        _layout = SmgpLayout.Of(settings.Version);
        var blank = new SmgpSubmit
        {
            NeedReport = settings.NeedReport ? (byte)1 : (byte)0,
            Priority = settings.Priority,
            ServiceId = settings.ServiceId,
            FeeType = settings.FeeType,
            FeeCode = settings.FeeCode,
            FixedFee = settings.FixedFee,
            Destinations = [""],
            Options = [.. Options(settings)],
        };
        var output = new ArrayBufferWriter<byte>();
        SmgpEncoder.Submit(output, 0, blank, settings.Version);
        var fixedLength = Body + _layout.SubmitLength(1);
        _fixed = output.WrittenSpan[..fixedLength].ToArray();
        _options = output.WrittenSpan[(fixedLength + 1 + SmgpLayout.ReserveWidth)..].ToArray();
    }

    public void Write(IBufferWriter<byte> output, uint sequence, SubmitSegment segment)
    {
        var content = segment.UserData.Span;
        var place = segment.Total > 1 ? PlaceLength : 0;
        var length = _fixed.Length + 1 + content.Length + SmgpLayout.ReserveWidth + place + _options.Length;
        var pdu = output.GetSpan(length)[..length];
        _fixed.CopyTo(pdu);
        BinaryPrimitives.WriteUInt32BigEndian(pdu, (uint)length);
        BinaryPrimitives.WriteUInt32BigEndian(pdu[8..], sequence);
        pdu[Body + _layout.SubmitFormat] = segment.Coding == TextCoding.Ucs2 ? (byte)8 : (byte)0;
        FixedText.Write(pdu.Slice(Body + _layout.SubmitSource, SmgpLayout.NumberWidth), segment.Source);
        FixedText.Write(
            pdu.Slice(Body + _layout.SubmitDestinations, SmgpLayout.NumberWidth),
            segment.Destination
        );
        pdu[_fixed.Length] = (byte)content.Length;
        content.CopyTo(pdu[(_fixed.Length + 1)..]);
        var rest = pdu[(_fixed.Length + 1 + content.Length)..];
        rest[..SmgpLayout.ReserveWidth].Clear();
        rest = rest[SmgpLayout.ReserveWidth..];
        if (place > 0)
        {
            WriteOctet(rest, SmgpTag.UserDataHeaderIndicator, 1);
            WriteOctet(rest[5..], SmgpTag.Total, (byte)segment.Total);
            WriteOctet(rest[10..], SmgpTag.Index, (byte)segment.Index);
            rest = rest[place..];
        }

        _options.CopyTo(rest);
        output.Advance(length);
    }

    private static void WriteOctet(Span<byte> destination, SmgpTag tag, byte value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)tag);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], 1);
        destination[4] = value;
    }

    private static IEnumerable<SmgpOption> Options(SmgpLinkSettings settings)
    {
        if (settings.MessageSource is { Length: > 0 } source)
        {
            yield return new SmgpOption(SmgpTag.MessageSource, Padded(source, 8));
        }

        if (settings.MobileServiceId is { Length: > 0 } service)
        {
            yield return new SmgpOption(SmgpTag.MobileServiceId, Padded(service, 21));
        }
    }

    private static byte[] Padded(string text, int width)
    {
        var octets = new byte[width];
        Encoding.Latin1.GetBytes(text, octets);
        return octets;
    }
}
