namespace Yixun.Core.Channels;

/// <summary>What only SMPP needs: section <c>Smpp</c> of a channel.</summary>
public sealed class SmppChannelSettings
{
    /// <summary>False: each connection is a pair of a transmitter and a receiver.</summary>
    public bool Transceiver { get; set; } = true;

    public string SystemType { get; set; } = "";

    /// <summary>0 unknown or short code, 1 international, 5 alphanumeric.</summary>
    public byte SourceTon { get; set; }

    public byte SourceNpi { get; set; }

    public byte DestinationTon { get; set; } = 1;

    public byte DestinationNpi { get; set; } = 1;

    /// <summary>In front of the 11 digits; empty for aggregators that want the bare number.</summary>
    public string DestinationPrefix { get; set; } = "86";

    /// <summary>16 characters, or empty for the SMSC's own.</summary>
    public string ValidityPeriod { get; set; } = "";

    /// <summary>data_coding of ASCII texts: 0, 1 or 3.</summary>
    public byte AsciiDataCoding { get; set; }

    /// <summary>How long texts travel: UserDataHeader, Sar or Payload.</summary>
    public string LongMessages { get; set; } = "UserDataHeader";

    /// <summary>
    /// How the id of a receipt differs from that of the response: AsIs, StripZeros, HexResponseDecimalReceipt or
    /// DecimalResponseHexReceipt.
    /// </summary>
    public string IdFormat { get; set; } = "AsIs";
}
