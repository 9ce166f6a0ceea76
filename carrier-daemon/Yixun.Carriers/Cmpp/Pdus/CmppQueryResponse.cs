namespace Yixun.Carriers.Cmpp.Pdus;

/// <summary>QUERY_RESP (§8.4.2.2): messages of a day.</summary>
/// <param name="Query">Time, type and code of the question.</param>
/// <param name="Received">MT_TLMsg.</param>
/// <param name="Users">MT_Tlusr.</param>
/// <param name="Forwarded">MT_Scs.</param>
/// <param name="Waiting">MT_WT.</param>
/// <param name="Failed">MT_FL.</param>
/// <param name="InboundDelivered">MO_Scs.</param>
/// <param name="InboundWaiting">MO_WT.</param>
/// <param name="InboundFailed">MO_FL.</param>
internal sealed record CmppQueryResponse(
    CmppQuery Query,
    uint Received,
    uint Users,
    uint Forwarded,
    uint Waiting,
    uint Failed,
    uint InboundDelivered,
    uint InboundWaiting,
    uint InboundFailed
);
