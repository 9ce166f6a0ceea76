namespace Yixun.Carriers.Cmpp;

/// <summary>The Version octet: high nibble major, low nibble minor.</summary>
public static class CmppVersion
{
    public const byte V20 = 0x20;

    /// <summary>2.1 has the PDUs of 2.0.</summary>
    public const byte V21 = 0x21;

    public const byte V30 = 0x30;

    /// <summary>True when the PDUs have the wide fields of 3.0.</summary>
    public static bool IsWide(byte version) => version >= V30;
}
