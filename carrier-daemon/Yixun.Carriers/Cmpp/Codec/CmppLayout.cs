namespace Yixun.Carriers.Cmpp.Codec;

/// <summary>Offsets in the body and widths that differ between 2.0 and 3.0 (§8.4.3.1, §8.4.5.1).</summary>
/// <param name="Wide">True for 3.0.</param>
internal readonly record struct CmppLayout(bool Wide)
{
    public const int AccessNumberWidth = 21;
    public const int ServiceIdWidth = 10;
    public const int TimeWidth = 17;
    public const int ReportWide = 71;
    public const int ReportNarrow = 60;

    /// <summary>Octets of a subscriber's number.</summary>
    public int NumberWidth => Wide ? 32 : 21;

    /// <summary>Octets of LinkID or Reserve.</summary>
    public int TailWidth => Wide ? 20 : 8;

    /// <summary>Octets of Status, Result and Success_Id.</summary>
    public int ResultWidth => Wide ? 4 : 1;

    /// <summary>Octets of the type that follows a number in 3.0.</summary>
    public int TypeWidth => Wide ? 1 : 0;

    public int ReportWidth => Wide ? ReportWide : ReportNarrow;

    /// <summary>SUBMIT: everything after Fee_terminal_Id stands this much further back.</summary>
    private int Shift => Wide ? 12 : 0;

    public const int SubmitFeeTerminal = 23;
    public int SubmitProtocolId => 44 + Shift;
    public int SubmitUdhi => 45 + Shift;
    public int SubmitFormat => 46 + Shift;
    public int SubmitMessageSource => 47 + Shift;
    public int SubmitFeeType => 53 + Shift;
    public int SubmitFeeCode => 55 + Shift;
    public int SubmitValidity => 61 + Shift;
    public int SubmitAtTime => 78 + Shift;
    public int SubmitSourceId => 95 + Shift;
    public int SubmitDestinationCount => 116 + Shift;
    public int SubmitDestinations => 117 + Shift;

    /// <summary>Msg_Length of a SUBMIT with so many destinations.</summary>
    public int SubmitLength(int destinations) =>
        SubmitDestinations + (destinations * NumberWidth) + TypeWidth;

    /// <summary>Body of a SUBMIT.</summary>
    public int SubmitSize(int destinations, int content) =>
        SubmitLength(destinations) + 1 + content + TailWidth;

    public const int DeliverSourceTerminal = 42;
    public int DeliverRegistered => 42 + NumberWidth + TypeWidth;
    public int DeliverLength => DeliverRegistered + 1;
    public int DeliverContent => DeliverRegistered + 2;
}
