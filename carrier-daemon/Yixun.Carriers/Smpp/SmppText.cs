using System.Text;
using Yixun.Carriers.Links;
using Yixun.Core.Text;

namespace Yixun.Carriers.Smpp;

/// <summary>Text by data_coding (SMPP 3.4 §5.2.19).</summary>
internal static class SmppText
{
    private const byte DefaultAlphabet = 0;
    private const byte Latin1 = 3;

    /// <summary>Text without the UDH; what can't be decoded becomes U+FFFD. Never throws.</summary>
    public static string Decode(byte dataCoding, ReadOnlySpan<byte> text) =>
        dataCoding switch
        {
            DefaultAlphabet or 0xF0 or 0x10 => Gsm7Alphabet.Decode(text),
            Latin1 => Encoding.Latin1.GetString(text),
            _ => InboundText.Decode(dataCoding, text),
        };
}
