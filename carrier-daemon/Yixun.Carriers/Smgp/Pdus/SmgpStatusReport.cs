namespace Yixun.Carriers.Smgp.Pdus;

/// <summary>The status report inside a Deliver's MsgContent (SMGP 3.0.3 §5.4.1).</summary>
/// <param name="CarrierId">MsgID of the Submit_Resp as text, see <see cref="SmgpMessageId"/>.</param>
/// <param name="Status">stat.</param>
/// <param name="SubmitTime">YYMMDDhhmm; empty when absent.</param>
/// <param name="DoneTime">YYMMDDhhmm; empty when absent.</param>
/// <param name="Error">err; empty when absent.</param>
internal readonly record struct SmgpStatusReport(
    string CarrierId,
    string Status,
    string SubmitTime,
    string DoneTime,
    string Error
);
