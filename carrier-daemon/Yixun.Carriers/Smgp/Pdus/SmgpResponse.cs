namespace Yixun.Carriers.Smgp.Pdus;

/// <summary>Submit_Resp and Deliver_Resp (SMGP 3.0.3 §5.3.2, §5.4.2).</summary>
/// <param name="MessageId">MsgID: the low 80 bits.</param>
internal readonly record struct SmgpResponse(UInt128 MessageId, uint Status);
