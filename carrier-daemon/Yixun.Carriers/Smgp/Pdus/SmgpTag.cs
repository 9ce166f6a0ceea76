namespace Yixun.Carriers.Smgp.Pdus;

/// <summary>Tags of the optional parameters that the product writes or reads (SMGP 3.0.3 §6.1).</summary>
internal enum SmgpTag : ushort
{
    ProtocolId = 0x0001,
    UserDataHeaderIndicator = 0x0002,
    LinkId = 0x0003,
    Total = 0x0009,
    Index = 0x000A,

    /// <summary>MsgSrc, 8 octets: the SP's code on the mobile network.</summary>
    MessageSource = 0x0010,

    /// <summary>MServiceID, 21 octets: the product's code on the mobile network.</summary>
    MobileServiceId = 0x0012,
}
