using Yixun.Core.Text;

namespace Yixun.CarrierDaemon.Channels;

/// <summary>A text ready for the wire; messages that share it share the octets where there is one segment.</summary>
internal sealed class PreparedText
{
    private readonly string _text;
    private readonly byte[]? _single;

    public PreparedText(string text, string source)
    {
        _text = text;
        Source = source;
        Coding = TextSegmenter.ChooseCoding(text);
        Segments = TextSegmenter.Split(text, Coding).Count;
        if (Segments == 1)
        {
            _single = UserDataEncoder.Encode(text, Coding, 0)[0];
        }
    }

    /// <summary>Access number with extension.</summary>
    public string Source { get; }

    public TextCoding Coding { get; }

    public int Segments { get; }

    /// <summary>User data of each segment.</summary>
    /// <param name="reference">Reference of the set, where there are several.</param>
    public byte[][] UserData(byte reference) =>
        _single is null ? UserDataEncoder.Encode(_text, Coding, reference) : [_single];
}
