namespace Yixun.Carriers.Cmpp.Pdus;

/// <summary>DELIVER_RESP (§8.4.5.2).</summary>
/// <param name="MessageId">Msg_Id of the DELIVER's header part.</param>
/// <param name="Result">0: stored; anything else: the gateway sends it again.</param>
internal readonly record struct CmppDeliverResponse(ulong MessageId, uint Result);
