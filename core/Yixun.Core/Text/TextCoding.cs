namespace Yixun.Core.Text;

/// <summary>How text travels to the carrier. The numbers are stored.</summary>
public enum TextCoding : byte
{
    /// <summary>One octet per character, printable ASCII, CR and LF only (Msg_Fmt 0).</summary>
    Ascii = 0,

    /// <summary>UTF-16 big-endian without BOM (Msg_Fmt 8).</summary>
    Ucs2 = 8,

    /// <summary>GSM 03.38 default alphabet with its extension table, unpacked septets; only on channels that declare it.</summary>
    Gsm7 = 1,
}
