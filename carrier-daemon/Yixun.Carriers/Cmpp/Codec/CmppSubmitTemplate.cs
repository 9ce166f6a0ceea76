using System.Buffers;
using System.Buffers.Binary;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;
using Yixun.Core.Text;

namespace Yixun.Carriers.Cmpp.Codec;

/// <summary>
/// The SUBMIT of a channel with everything filled in that does not change from segment to segment, so that a segment
/// costs one copy and a few fields. One destination per PDU.
/// </summary>
internal sealed class CmppSubmitTemplate
{
    private const int Body = CmppHeader.Size;
    private readonly CmppLayout _layout;
    private readonly byte[] _fixed;

    public CmppSubmitTemplate(CmppLinkSettings settings, byte version)
    {
        _layout = new CmppLayout(CmppVersion.IsWide(version));
        var blank = new CmppSubmit
        {
            RegisteredDelivery = settings.RegisteredDelivery ? (byte)1 : (byte)0,
            Level = settings.Level,
            ServiceId = settings.ServiceId,
            FeeUserType = settings.FeeUserType,
            MessageSource = settings.MessageSource ?? settings.Account,
            FeeType = settings.FeeType,
            FeeCode = settings.FeeCode,
            Destinations = [""],
        };
        var output = new ArrayBufferWriter<byte>();
        CmppEncoder.Submit(output, 0, blank, version);
        _fixed = output.WrittenSpan[..(Body + _layout.SubmitLength(1))].ToArray();
    }

    public void Write(IBufferWriter<byte> output, uint sequence, SubmitSegment segment)
    {
        var content = segment.UserData.Span;
        var length = _fixed.Length + 1 + content.Length + _layout.TailWidth;
        var pdu = output.GetSpan(length)[..length];
        _fixed.CopyTo(pdu);
        BinaryPrimitives.WriteUInt32BigEndian(pdu, (uint)length);
        BinaryPrimitives.WriteUInt32BigEndian(pdu[8..], sequence);
        pdu[Body + 8] = (byte)segment.Total;
        pdu[Body + 9] = (byte)segment.Index;
        pdu[Body + _layout.SubmitUdhi] = segment.Total > 1 ? (byte)1 : (byte)0;
        pdu[Body + _layout.SubmitFormat] = segment.Coding == TextCoding.Ucs2 ? (byte)8 : (byte)0;
        FixedText.Write(
            pdu.Slice(Body + _layout.SubmitSourceId, CmppLayout.AccessNumberWidth),
            segment.Source
        );
        FixedText.Write(
            pdu.Slice(Body + _layout.SubmitDestinations, _layout.NumberWidth),
            segment.Destination
        );
        pdu[_fixed.Length] = (byte)content.Length;
        content.CopyTo(pdu[(_fixed.Length + 1)..]);
        pdu[(_fixed.Length + 1 + content.Length)..].Clear();
        output.Advance(length);
    }
}
