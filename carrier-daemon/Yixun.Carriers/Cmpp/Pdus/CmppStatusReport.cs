namespace Yixun.Carriers.Cmpp.Pdus;

/// <summary>The status report inside a DELIVER's Msg_Content (§8.4.5.1).</summary>
/// <param name="MessageId">Equals the SUBMIT_RESP's Msg_Id.</param>
/// <param name="Status">Stat, trimmed.</param>
/// <param name="SubmitTime">YYMMDDHHMM.</param>
/// <param name="DoneTime">YYMMDDHHMM.</param>
/// <param name="Destination">Number, may carry 86.</param>
/// <param name="SmscSequence">SMSC_sequence.</param>
internal readonly record struct CmppStatusReport(
    ulong MessageId,
    string Status,
    string SubmitTime,
    string DoneTime,
    string Destination,
    uint SmscSequence
);
