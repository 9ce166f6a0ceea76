using System.Text.Json.Nodes;
using Yixun.Carriers.Inspection.Messages;
using static Yixun.Carriers.Inspection.PduField;
using static Yixun.Carriers.Inspection.PduFieldOptions;

namespace Yixun.Carriers.Inspection.Tables;

/// <summary>CMPP 2.0 and 3.0 §8.</summary>
internal static class CmppTable
{
    private const uint Response = 0x8000_0000;

    /// <param name="wide">3.0.</param>
    public static PduProtocol Create(bool wide) =>
        new(
            Name(wide),
            "Total_Length",
            [U32("sequence_id")],
            [
                .. Results(wide, null),
                .. Results(!wide, Name(!wide)),
                .. Others(wide),
                .. BetweenGateways(wide),
            ]
        );

    private static string Name(bool wide) => wide ? "cmpp30" : "cmpp20";

    /// <summary>What the width of a result tells apart: gateways answer in the layout of the other version too.</summary>
    private static PduCommand[] Results(bool wide, string? layout)
    {
        PduField Result(string name) => wide ? U32(name) : U8(name);
        return
        [
            new(
                "CONNECT_RESP",
                Response | 0x01,
                [
                    Result("Status"),
                    Octets("AuthenticatorISMG", 16).With(Trailing),
                    U8("Version").With(Trailing),
                ],
                Layout: layout
            ),
            new("SUBMIT_RESP", Response | 0x04, [MessageId("Msg_Id"), Result("Result")], Layout: layout),
            new("DELIVER_RESP", Response | 0x05, [MessageId("Msg_Id"), Result("Result")], Layout: layout),
            new("CANCEL_RESP", Response | 0x07, [Result("Success_Id")], Layout: layout),
        ];
    }

    private static PduCommand[] Others(bool wide) =>
        [
            new(
                "CONNECT",
                0x01,
                [Text("Source_Addr", 6), Octets("AuthenticatorSource", 16), U8("Version"), U32("Timestamp")]
            ),
            new("TERMINATE", 0x02, []),
            new("TERMINATE_RESP", Response | 0x02, []),
            new("SUBMIT", 0x04, Submit(wide), Message(wide)),
            new("DELIVER", 0x05, Deliver(wide), Message(wide)),
            new("QUERY", 0x06, [.. Query, Text("Reserve", 8).With(Filler)]),
            new(
                "QUERY_RESP",
                Response | 0x06,
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
                ]
            ),
            new("CANCEL", 0x07, [MessageId("Msg_Id")]),
            new("ACTIVE_TEST", 0x08, []),
            new("ACTIVE_TEST_RESP", Response | 0x08, [U8("Reserved").With(Filler | Trailing)]),
        ];

    private static readonly PduField[] Query = [Text("Time", 8), U8("Query_Type"), Text("Query_Code", 10)];

    private static PduField[] Submit(bool wide) =>
        [
            MessageId("Msg_Id"),
            U8("Pk_total"),
            U8("Pk_number"),
            U8("Registered_Delivery"),
            U8("Msg_level"),
            Text("Service_Id", 10),
            U8("Fee_UserType"),
            Text("Fee_terminal_Id", wide ? 32 : 21),
            .. Only(wide, U8("Fee_terminal_type")),
            U8("TP_pId"),
            U8("TP_udhi"),
            U8("Msg_Fmt"),
            Text("Msg_src", 6),
            Text("FeeType", 2),
            Text("FeeCode", 6),
            Text("ValId_Time", 17),
            Text("At_Time", 17),
            Text("Src_Id", 21),
            List("DestUsr_tl", "Dest_terminal_Id", Text("Dest_terminal_Id", wide ? 32 : 21)),
            .. Only(wide, U8("Dest_terminal_type")),
            Content("Msg_Length", "Msg_Content"),
            wide ? Text("LinkID", 20) : Text("Reserve", 8).With(Filler),
        ];

    // Gateways cut the tail of a DELIVER short.
    private static PduField[] Deliver(bool wide) =>
        [
            MessageId("Msg_Id"),
            Text("Dest_Id", 21),
            Text("Service_Id", 10),
            U8("TP_pid"),
            U8("TP_udhi"),
            U8("Msg_Fmt"),
            Text("Src_terminal_Id", wide ? 32 : 21),
            .. Only(wide, U8("Src_terminal_type")),
            U8("Registered_Delivery"),
            Content("Msg_Length", "Msg_Content"),
            wide ? Text("LinkID", 20).With(Short) : Text("Reserved", 8).With(Filler | Short),
        ];

    private static PduField[] Only(bool wide, PduField field) => wide ? [field] : [];

    // Gateways copy esm_class of SMPP into TP_udhi, where the bit is 0x40.
    private static PduMessage Message(bool wide) =>
        new(
            "Msg_Content",
            "Msg_Fmt",
            ContentCodings.OfChina,
            pdu => (PduJson.NumberOf(pdu, "TP_udhi") & 0x41) != 0
        )
        {
            IsReport = pdu => IsDeliver(pdu) && PduJson.NumberOf(pdu, "Registered_Delivery") == 1,
            Report = new CmppReportFormat(wide),
        };

    private static bool IsDeliver(JsonObject pdu) => pdu["command"]?.ToString() == "DELIVER";

    private static IEnumerable<PduCommand> BetweenGateways(bool wide)
    {
        (uint Id, string Name)[] all =
        [
            (0x09, "FWD"),
            (0x10, "MT_ROUTE"),
            (0x11, "MO_ROUTE"),
            (0x12, wide ? "GET_MT_ROUTE" : "GET_ROUTE"),
            (0x13, "MT_ROUTE_UPDATE"),
            (0x14, "MO_ROUTE_UPDATE"),
            (0x15, "PUSH_MT_ROUTE_UPDATE"),
            (0x16, "PUSH_MO_ROUTE_UPDATE"),
            (0x17, "GET_MO_ROUTE"),
        ];
        return all.Take(wide ? all.Length : all.Length - 1)
            .SelectMany(each => OpaqueCommands.Pair(each.Id, each.Name, "_RESP"));
    }
}
