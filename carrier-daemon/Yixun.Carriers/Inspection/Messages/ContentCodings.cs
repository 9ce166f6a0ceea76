namespace Yixun.Carriers.Inspection.Messages;

/// <summary>The values of the coding fields.</summary>
internal static class ContentCodings
{
    /// <summary>Msg_Fmt of CMPP (§8.4.3.1), MessageCoding of SGIP, MsgFormat of SMGP; other values as GSM 03.38 §4.</summary>
    public static ContentCoding OfChina(uint value) =>
        value switch
        {
            0 => ContentCoding.Ascii,
            3 or 4 => ContentCoding.Binary,
            8 => ContentCoding.Ucs2,
            15 => ContentCoding.Gb18030,
            _ => OfScheme(value, ContentCoding.Ascii),
        };

    /// <summary>data_coding of SMPP 3.4 (§5.2.19); 15 is reserved there and GBK in China.</summary>
    public static ContentCoding OfSmpp(uint value) =>
        value switch
        {
            0 => ContentCoding.Gsm7,
            1 => ContentCoding.Ascii,
            3 => ContentCoding.Latin1,
            8 => ContentCoding.Ucs2,
            15 => ContentCoding.Gb18030,
            < 16 => ContentCoding.Binary,
            _ => OfScheme(value, ContentCoding.Gsm7),
        };

    // GSM 03.38 §4: general group 00xxxxxx with the alphabet in bits 3-2, unless bit 5 says compressed; 1111xxxx with it
    // in bit 2.
    private static ContentCoding OfScheme(uint value, ContentCoding standard) =>
        value switch
        {
            < 0x40 when (value & 0x20) != 0 => ContentCoding.Binary,
            < 0x40 when (value & 0x0C) == 0 => standard,
            < 0x40 when (value & 0x0C) == 8 => ContentCoding.Ucs2,
            >= 0xF0 and <= 0xFF when (value & 0x04) == 0 => standard,
            _ => ContentCoding.Binary,
        };
}
