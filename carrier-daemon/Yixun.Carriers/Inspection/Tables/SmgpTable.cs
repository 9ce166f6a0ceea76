using Yixun.Carriers.Inspection.Messages;
using static Yixun.Carriers.Inspection.PduField;
using static Yixun.Carriers.Inspection.PduFieldOptions;

namespace Yixun.Carriers.Inspection.Tables;

/// <summary>SMGP 3.0.3.</summary>
internal static class SmgpTable
{
    private const uint Response = 0x8000_0000;
    private const ushort UdhiTag = 0x0002;

    private static readonly PduTlvTypes TlvTypes = new(
        new(0x0001, "TP_pid", U8("value")),
        new(UdhiTag, "TP_udhi", U8("value")),
        new(0x0003, "LinkID", Text("value", 20)),
        new(0x0004, "ChargeUserType", U8("value")),
        new(0x0005, "ChargeTermType", U8("value")),
        new(0x0006, "ChargeTermPseudo", null),
        new(0x0007, "DestTermType", U8("value")),
        new(0x0008, "DestTermPseudo", null),
        new(0x0009, "PkTotal", U8("value")),
        new(0x000A, "PkNumber", U8("value")),
        new(0x000B, "SubmitMsgType", U8("value")),
        new(0x000C, "SPDealResult", U8("value")),
        new(0x000D, "SrcTermType", U8("value")),
        new(0x000E, "SrcTermPseudo", null),
        new(0x000F, "NodesCount", U8("value")),
        new(0x0010, "MsgSrc", Text("value", 8)),
        new(0x0011, "SrcType", U8("value")),
        new(0x0012, "MServiceID", Text("value", 21))
    );

    private static readonly PduField Reserve = Text("Reserve", 8).With(Filler);

    private static readonly PduField[] Query = [Text("QueryTime", 8), U8("QueryType"), Text("QueryCode", 10)];

    private static readonly PduMessage Message = new(
        "MsgContent",
        "MsgFormat",
        ContentCodings.OfChina,
        pdu => TlvTypes.Find(pdu, UdhiTag) is [var udhi] && (udhi & 0x41) != 0
    )
    {
        IsReport = pdu => PduJson.NumberOf(pdu, "IsReport") == 1,
        Report = new SmgpReportFormat(),
    };

    public static PduProtocol Create() =>
        new(
            "smgp",
            "PacketLength",
            [U32("sequence_id")],
            [
                new(
                    "Login",
                    0x01,
                    [
                        Text("ClientID", 8),
                        Octets("AuthenticatorClient", 16),
                        U8("LoginMode"),
                        U32("TimeStamp"),
                        U8("ClientVersion"),
                    ]
                ),
                new(
                    "Login_Resp",
                    Response | 0x01,
                    [
                        U32("Status"),
                        Octets("AuthenticatorServer", 16).With(Trailing),
                        U8("ServerVersion").With(Trailing),
                    ]
                ),
                new("Submit", 0x02, Submit, Message),
                new("Submit_Resp", Response | 0x02, [DecimalId("MsgID"), U32("Status")]),
                new("Deliver", 0x03, Deliver, Message),
                new("Deliver_Resp", Response | 0x03, [DecimalId("MsgID"), U32("Status")]),
                new("Active_Test", 0x04, []),
                // Not in the specification, but some gateways send an octet as CMPP does.
                new("Active_Test_Resp", Response | 0x04, [U8("Reserved").With(Trailing)]),
                new("Exit", 0x06, []),
                new("Exit_Resp", Response | 0x06, []),
                new("Query", 0x07, Query),
                new(
                    "Query_Resp",
                    Response | 0x07,
                    [
                        .. Query,
                        U32("MT_TLMsg"),
                        U32("MT_Tlusr"),
                        U32("MT_Scs"),
                        U32("MT_WT"),
                        U32("MT_FL"),
                        U32("MO_Scs"),
                        U32("MO_WT"),
                        U32("MO_FL"),
                        Reserve,
                    ]
                ),
                .. BetweenGateways(),
            ]
        );

    private static readonly PduField[] Submit =
    [
        U8("MsgType"),
        U8("NeedReport"),
        U8("Priority"),
        Text("ServiceID", 10),
        Text("FeeType", 2),
        Text("FeeCode", 6),
        Text("FixedFee", 6),
        U8("MsgFormat"),
        Text("ValidTime", 17),
        Text("AtTime", 17),
        Text("SrcTermID", 21),
        Text("ChargeTermID", 21),
        List("DestTermIDCount", "DestTermID", Text("DestTermID", 21)),
        Content("MsgLength", "MsgContent"),
        Reserve,
        Tlvs(TlvTypes),
    ];

    private static readonly PduField[] Deliver =
    [
        DecimalId("MsgID"),
        U8("IsReport"),
        U8("MsgFormat"),
        Text("RecvTime", 14),
        Text("SrcTermID", 21),
        Text("DestTermID", 21),
        Content("MsgLength", "MsgContent"),
        Reserve,
        Tlvs(TlvTypes),
    ];

    private static IEnumerable<PduCommand> BetweenGateways()
    {
        (uint Id, string Name)[] all =
        [
            (0x05, "Forward"),
            (0x08, "Query_TE_Route"),
            (0x09, "Query_SP_Route"),
            (0x0A, "Payment_Request"),
            (0x0B, "Payment_Affirm"),
            (0x0C, "Query_UserState"),
            (0x0D, "Get_All_TE_Route"),
            (0x0E, "Get_All_SP_Route"),
            (0x0F, "Update_TE_Route"),
            (0x10, "Update_SP_Route"),
            (0x11, "Push_Update_TE_Route"),
            (0x12, "Push_Update_SP_Route"),
        ];
        return all.SelectMany(each => OpaqueCommands.Pair(each.Id, each.Name, "_Resp"));
    }
}
