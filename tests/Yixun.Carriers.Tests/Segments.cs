using System.Text;
using Yixun.Carriers.Links;
using Yixun.Core.Text;

namespace Yixun.Carriers.Tests;

/// <summary>Segments as the vectors have them.</summary>
internal static class Segments
{
    public static SubmitSegment Text(string text, string source, long messageId = 1) =>
        Of(
            source,
            text.All(char.IsAscii) ? TextCoding.Ascii : TextCoding.Ucs2,
            text.All(char.IsAscii) ? Encoding.ASCII.GetBytes(text) : Encoding.BigEndianUnicode.GetBytes(text),
            messageId: messageId
        );

    public static SubmitSegment Of(
        string source,
        TextCoding coding,
        byte[] userData,
        int index = 1,
        int total = 1,
        long messageId = 1
    ) =>
        new()
        {
            MessageId = messageId,
            Index = index,
            Total = total,
            Destination = "13800138000",
            Source = source,
            Coding = coding,
            UserData = userData,
        };
}
