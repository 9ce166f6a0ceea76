using Yixun.Carriers.Links;
using Yixun.Core.Numbers;
using Yixun.Core.Text;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>A text ready for the wire; messages that share it share the octets where there is one segment.</summary>
internal sealed class PreparedText : PreparedContent
{
    private readonly string _text;
    private readonly int _omitted;
    private readonly byte[]? _single;

    /// <param name="signatureByCarrier">
    /// The carrier puts the signature in front itself: it is not written, and the segments are cut as if it were.
    /// </param>
    /// <param name="gsm7">The channel takes GSM-7.</param>
    public PreparedText(string text, string source, bool signatureByCarrier = false, bool gsm7 = false)
        : base(source)
    {
        _text = text;
        _omitted = signatureByCarrier ? MessageText.SignatureLength(text) : 0;
        Coding = gsm7 && Gsm7Alphabet.CanEncode(text) ? TextCoding.Gsm7 : TextSegmenter.ChooseCoding(text);
        Segments = TextSegmenter.Split(text, Coding).Count;
        if (Segments == 1)
        {
            _single = UserDataEncoder.Encode(text, Coding, 0, _omitted)[0];
        }
    }

    public TextCoding Coding { get; }

    public override int Segments { get; }

    public override SubmitSegment[] Build(OutgoingMessage message, SegmentReferences references)
    {
        var data = UserData(Segments > 1 ? references.Next(message.Phone) : (byte)0);
        var destination = PhoneNumber.FromValue(message.Phone).Digits;
        var segments = new SubmitSegment[data.Length];
        for (var index = 0; index < segments.Length; index++)
        {
            segments[index] = new SubmitSegment
            {
                MessageId = message.Id,
                Index = index + 1,
                Total = data.Length,
                Destination = destination,
                Source = Source,
                Coding = Coding,
                UserData = data[index],
                State = message,
            };
        }

        return segments;
    }

    /// <summary>User data of each segment.</summary>
    /// <param name="reference">Reference of the set, where there are several.</param>
    public byte[][] UserData(byte reference) =>
        _single is null ? UserDataEncoder.Encode(_text, Coding, reference, _omitted) : [_single];
}
