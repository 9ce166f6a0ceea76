using System.Buffers;
using System.Text;
using Yixun.Carriers.Links;
using Yixun.Carriers.Smgp.Pdus;

namespace Yixun.Carriers.Smgp.Codec;

/// <summary>
/// The report block of a Deliver: labels in ASCII, but the id that follows the first label is 10 raw octets, so it is no
/// text. Gateways differ in capitals, underscores, spaces and the tail; some write the id as 20 hex digits.
/// </summary>
internal static class SmgpReportText
{
    /// <summary>Octets of the block as the specification writes it.</summary>
    public const int Length = 122;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);
    private const int IdStart = 3;
    private const int IdTextLength = 20;

    /// <returns>False when there is no id or no status.</returns>
    public static bool TryRead(ReadOnlySpan<byte> content, out SmgpStatusReport report)
    {
        report = default;
        if (
            content.Length < IdStart + SmgpMessageId.Length
            || !Ascii.EqualsIgnoreCase(content[..IdStart], "id:"u8)
        )
        {
            return false;
        }

        var idLength = IsIdText(content) ? IdTextLength : SmgpMessageId.Length;
        var id = content.Slice(IdStart, idLength);
        // The id may hold any octet, spaces and letters too: labels are looked for behind it.
        var labels = content[(IdStart + idLength)..];
        var text = Find(labels, "text:"u8) is >= 0 and var at ? at : Find(labels, "txt:"u8);
        var fields = text < 0 ? labels : labels[..text];
        var status = Value(fields, "stat:"u8, 7);
        if (status.Length == 0 && content.Length == Length)
        {
            status = FixedText.ReadShared(content.Slice(81, 7));
        }

        report = new SmgpStatusReport(
            idLength == IdTextLength
                ? Encoding.ASCII.GetString(id).ToLowerInvariant()
                : Convert.ToHexStringLower(id),
            status,
            Value(fields, "submit date:"u8, 12),
            Value(fields, "done date:"u8, 12),
            Value(fields, "err:"u8, 3)
        );
        return status.Length > 0;
    }

    /// <summary>Writes the block as the specification does.</summary>
    public static void Write(Span<byte> content, in SmgpStatusReport report)
    {
        content[..Length].Fill((byte)' ');
        "id:"u8.CopyTo(content);
        Convert.FromHexString(report.CarrierId, content.Slice(IdStart, SmgpMessageId.Length), out _, out _);
        " sub:001 dlvrd:001 submit date:"u8.CopyTo(content[13..]);
        Encoding.ASCII.GetBytes(report.SubmitTime, content[44..]);
        " done date:"u8.CopyTo(content[54..]);
        Encoding.ASCII.GetBytes(report.DoneTime, content[65..]);
        " stat:"u8.CopyTo(content[75..]);
        Encoding.ASCII.GetBytes(report.Status, content[81..]);
        " err:"u8.CopyTo(content[88..]);
        Encoding.ASCII.GetBytes(report.Error.PadLeft(3, '0'), content[93..]);
        " text:"u8.CopyTo(content[96..]);
    }

    /// <summary>True when 20 hex digits stand in place of 10 octets.</summary>
    private static bool IsIdText(ReadOnlySpan<byte> content) =>
        content.Length > IdStart + IdTextLength
        && Find(content.Slice(IdStart + SmgpMessageId.Length), "sub:"u8) is not (0 or 1)
        && content.Slice(IdStart, IdTextLength).IndexOfAnyExcept(HexDigits) < 0;

    private static string Value(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> label, int most)
    {
        var at = Find(fields, label);
        if (at < 0)
        {
            return "";
        }

        var value = fields[(at + label.Length)..].TrimStart((byte)' ');
        var end = value.IndexOfAny((byte)' ', (byte)0);
        value = end < 0 ? value : value[..end];
        return FixedText.ReadShared(value[..Math.Min(most, value.Length)]);
    }

    /// <summary>Finds a label in any capitals, with underscores for its spaces.</summary>
    private static int Find(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> label)
    {
        for (var start = 0; start + label.Length <= fields.Length; start++)
        {
            var matches = true;
            for (var index = 0; index < label.Length && matches; index++)
            {
                var octet = fields[start + index];
                matches =
                    label[index] == ' '
                        ? octet is (byte)' ' or (byte)'_'
                        : (octet | 0x20) == (label[index] | 0x20);
            }

            if (matches)
            {
                return start;
            }
        }

        return -1;
    }
}
