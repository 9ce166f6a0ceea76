using Yixun.Carriers.Inspection;

namespace Yixun.Cli.Pdu;

/// <summary>Faults in Chinese.</summary>
internal static class PduFaultText
{
    private static readonly Dictionary<string, string> Types = new()
    {
        ["text"] = "文本",
        ["number"] = "数字",
        ["array"] = "数组",
        ["object"] = "对象",
    };

    /// <summary>Says the same as the exception's message.</summary>
    public static string Chinese(PduFormatException exception)
    {
        var (field, expected, found) = (exception.Field, exception.Expected, exception.Found);
        var what = exception.Fault switch
        {
            PduFault.ImpossibleLength => $"{field} 为 {found}，至少应为 {expected}",
            PduFault.TooShort => $"{field} 需要 {expected} 个字节，只有 {found} 个",
            PduFault.NotTerminated => $"{field} 应在 {expected} 个字节内以 00 结尾",
            PduFault.Surplus => $"{field} 的最后一个字段之后还有 {found} 个字节，应没有",
            PduFault.UnknownCommand => $"{expected} 没有命令 {found}",
            PduFault.MissingField => $"缺少字段 {field}",
            PduFault.UnknownField => $"{expected} 此处没有字段 {field}",
            PduFault.WrongType => $"{field} 应为{Types.GetValueOrDefault(expected, expected)}",
            PduFault.OutOfRange => $"{field} 为 {found}，应为 {expected}",
            PduFault.TooLong => $"{field} 有 {found} 个字节，最多 {expected} 个",
            PduFault.WrongLength => $"{field} 有 {found} 个字节，应为 {expected} 个",
            PduFault.NotHex => $"{field} 应为偶数个十六进制数字",
            PduFault.NotEncodable => $"{field} 里有其编码无法表示的字符 {found}",
            PduFault.Contradiction => $"{field} 为 {found}，而按其他字段应为 {expected}",
            _ => throw new ArgumentOutOfRangeException(nameof(exception)),
        };
        return exception.Offset is { } offset ? $"偏移 {offset}（0x{offset:x}）：{what}" : what;
    }
}
