namespace Yixun.Carriers.Smpp;

/// <summary>How the id of a receipt differs from that of the submit_sm_resp.</summary>
public enum SmppIdFormat : byte
{
    /// <summary>It does not.</summary>
    AsIs,

    /// <summary>Leading zeros differ.</summary>
    StripZeros,

    /// <summary>The response is hexadecimal, the receipt's text decimal.</summary>
    HexResponseDecimalReceipt,

    /// <summary>The response is decimal, the receipt's text hexadecimal.</summary>
    DecimalResponseHexReceipt,
}
