using Yixun.Core.Text;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>A text ready for the wire; messages that share it share the octets where there is one segment.</summary>
internal sealed class PreparedText
{
    private readonly string _text;
    private readonly int _omitted;
    private readonly byte[]? _single;

    /// <param name="signatureByCarrier">
    /// The carrier puts the signature in front itself: it is not written, and the segments are cut as if it were.
    /// </param>
    /// <param name="gsm7">The channel takes GSM-7.</param>
    public PreparedText(string text, string source, bool signatureByCarrier = false, bool gsm7 = false)
    {
        _text = text;
        _omitted = signatureByCarrier ? MessageText.SignatureLength(text) : 0;
        Source = source;
        Coding = gsm7 && Gsm7Alphabet.CanEncode(text) ? TextCoding.Gsm7 : TextSegmenter.ChooseCoding(text);
        Segments = TextSegmenter.Split(text, Coding).Count;
        if (Segments == 1)
        {
            _single = UserDataEncoder.Encode(text, Coding, 0, _omitted)[0];
        }
    }

    /// <summary>Access number with extension.</summary>
    public string Source { get; }

    public TextCoding Coding { get; }

    public int Segments { get; }

    /// <summary>User data of each segment.</summary>
    /// <param name="reference">Reference of the set, where there are several.</param>
    public byte[][] UserData(byte reference) =>
        _single is null ? UserDataEncoder.Encode(_text, Coding, reference, _omitted) : [_single];
}
