namespace Yixun.Carriers.Cmpp.Pdus;

/// <summary>QUERY (§8.4.2.1).</summary>
/// <param name="Time">YYYYMMDD.</param>
/// <param name="QueryType">0 all, 1 by Service_Id.</param>
/// <param name="QueryCode">Service_Id when asked by it.</param>
internal sealed record CmppQuery(string Time, byte QueryType, string QueryCode);
