namespace Yixun.Carriers.Inspection.Messages;

/// <summary>What the octets of a message mean.</summary>
internal enum ContentCoding
{
    /// <summary>No text, or a coding that isn't known.</summary>
    Binary,

    Ascii,

    Latin1,

    /// <summary>GSM 03.38 default alphabet, one septet an octet.</summary>
    Gsm7,

    /// <summary>UTF-16 big-endian.</summary>
    Ucs2,

    /// <summary>GB18030, which contains GBK.</summary>
    Gb18030,
}
