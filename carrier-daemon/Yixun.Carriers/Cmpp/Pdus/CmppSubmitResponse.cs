namespace Yixun.Carriers.Cmpp.Pdus;

/// <summary>SUBMIT_RESP (§8.4.3.2).</summary>
internal readonly record struct CmppSubmitResponse(ulong MessageId, uint Result);
