using System.Buffers;
using System.Buffers.Binary;
using Yixun.Carriers.Links;
using Yixun.Carriers.Sgip.Pdus;
using Yixun.Core.Text;

namespace Yixun.Carriers.Sgip.Codec;

/// <summary>
/// The Submit of a channel with everything filled in that does not change from segment to segment, so that a segment
/// costs one copy and a few fields. One number per PDU, with the 86 that the protocol demands.
/// </summary>
internal sealed class SgipSubmitTemplate
{
    private const int Body = SgipHeader.Size;
    private const string CountryCode = "86";
    private static readonly int After = Body + SgipLayout.AfterNumbers(1);
    private readonly byte[] _fixed;

    public SgipSubmitTemplate(SgipLinkSettings settings)
    {
        var output = new ArrayBufferWriter<byte>();
        SgipEncoder.Submit(
            output,
            default,
            new SgipSubmit
            {
                UserNumbers = [CountryCode],
                CorpId = settings.CorpId,
                ServiceType = settings.ServiceType,
                FeeType = settings.FeeType,
                FeeValue = settings.FeeValue,
                GivenValue = settings.GivenValue,
                Priority = settings.Priority,
                ReportFlag = settings.ReportFlag,
            }
        );
        _fixed = output.WrittenSpan[..(After + SgipLayout.ContentLength)].ToArray();
    }

    public void Write(IBufferWriter<byte> output, SgipSequence sequence, SubmitSegment segment)
    {
        var content = segment.UserData.Span;
        var length = After + SgipLayout.Content + content.Length + SgipLayout.ReserveWidth;
        var pdu = output.GetSpan(length)[..length];
        _fixed.CopyTo(pdu);
        BinaryPrimitives.WriteUInt32BigEndian(pdu, (uint)length);
        sequence.Write(pdu[8..]);
        FixedText.Write(pdu.Slice(Body, SgipLayout.NumberWidth), segment.Source);
        FixedText.Write(
            pdu.Slice(
                Body + SgipLayout.SubmitUserNumbers + CountryCode.Length,
                SgipLayout.NumberWidth - CountryCode.Length
            ),
            segment.Destination
        );
        pdu[After + SgipLayout.Udhi] = segment.Total > 1 ? (byte)1 : (byte)0;
        pdu[After + SgipLayout.Coding] = segment.Coding == TextCoding.Ucs2 ? (byte)8 : (byte)0;
        var rest = pdu[(After + SgipLayout.ContentLength)..];
        BinaryPrimitives.WriteUInt32BigEndian(rest, (uint)content.Length);
        content.CopyTo(rest[4..]);
        rest[(4 + content.Length)..].Clear();
        output.Advance(length);
    }
}
