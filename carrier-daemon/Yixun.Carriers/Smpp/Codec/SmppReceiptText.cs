using System.Text;
using Yixun.Carriers.Smpp.Pdus;

namespace Yixun.Carriers.Smpp.Codec;

/// <summary>
/// The text of a delivery receipt (SMPP 3.4 appendix B): keys in any order and capitals, some missing; what follows
/// <c>text:</c> is no key any more.
/// </summary>
internal static class SmppReceiptText
{
    /// <summary>True when a text that is not marked as a receipt is one all the same.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<byte> content) =>
        content.Length > 3 && Ascii.EqualsIgnoreCase(content[..3], "id:"u8) && Find(content, "stat:"u8) > 0;

    /// <summary>Reads what is there; absent fields are empty.</summary>
    public static SmppReceipt Read(ReadOnlySpan<byte> content)
    {
        var text = Find(content, "text:"u8);
        var fields = text < 0 ? content : content[..text];
        return new SmppReceipt(
            Value(fields, "id:"u8, 64),
            Value(fields, "stat:"u8, 9),
            Value(fields, "done date:"u8, 12),
            Value(fields, "err:"u8, 16)
        );
    }

    private static string Value(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> key, int most)
    {
        var at = Find(fields, key);
        if (at < 0)
        {
            return "";
        }

        var value = fields[(at + key.Length)..].TrimStart((byte)' ');
        var end = value.IndexOfAny((byte)' ', (byte)0);
        value = end < 0 ? value : value[..end];
        return SmppReader.ToText(value[..Math.Min(most, value.Length)]);
    }

    /// <summary>Finds a key that begins the text or follows a space.</summary>
    private static int Find(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> key)
    {
        for (var start = 0; start + key.Length <= fields.Length; start++)
        {
            if (
                (start == 0 || fields[start - 1] == ' ')
                && Ascii.EqualsIgnoreCase(fields.Slice(start, key.Length), key)
            )
            {
                return start;
            }
        }

        return -1;
    }
}
