namespace Yixun.Carriers.Sgip.Pdus;

/// <summary>Report (SGIP 1.2 §4.2.3.5).</summary>
/// <param name="Submit">Sequence number of the Submit.</param>
/// <param name="ReportType">0 about a Submit, 1 about a forwarded Deliver.</param>
/// <param name="UserNumber">Recipient, with 86 in front.</param>
/// <param name="State">0 delivered, 1 waiting, 2 failed.</param>
/// <param name="ErrorCode">When failed.</param>
internal readonly record struct SgipReport(
    SgipSequence Submit,
    byte ReportType,
    string UserNumber,
    byte State,
    byte ErrorCode
)
{
    /// <summary>There is no status word on the wire: DELIVRD, ENROUTE (another report follows) or ERR:nn.</summary>
    public string Status =>
        State switch
        {
            0 => "DELIVRD",
            1 => "ENROUTE",
            _ => $"ERR:{ErrorCode}",
        };
}
