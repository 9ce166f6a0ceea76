using Yixun.Carriers.Inspection.Messages;
using static Yixun.Carriers.Inspection.PduField;
using static Yixun.Carriers.Inspection.PduFieldOptions;

namespace Yixun.Carriers.Inspection.Tables;

/// <summary>SGIP 1.2 §4.</summary>
internal static class SgipTable
{
    private const uint Response = 0x8000_0000;

    private static readonly PduField Reserve = Text("Reserve", 8).With(Filler);

    private static readonly PduMessage Message = new(
        "MessageContent",
        "MessageCoding",
        ContentCodings.OfChina,
        pdu => (PduJson.NumberOf(pdu, "TP_udhi") & 0x41) != 0
    );

    public static PduProtocol Create() =>
        new(
            "sgip",
            "Message_Length",
            [SequenceNumber("sequence")],
            [
                new(
                    "Bind",
                    0x01,
                    [U8("LoginType"), Text("LoginName", 16), Text("LoginPassword", 16), Reserve]
                ),
                Answer("Bind_Resp", 0x01),
                new("Unbind", 0x02, []),
                new("Unbind_Resp", Response | 0x02, []),
                new("Submit", 0x03, Submit, Message),
                Answer("Submit_Resp", 0x03),
                new("Deliver", 0x04, Deliver, Message),
                Answer("Deliver_Resp", 0x04),
                new(
                    "Report",
                    0x05,
                    [
                        SequenceNumber("SubmitSequenceNumber"),
                        U8("ReportType"),
                        Text("UserNumber", 21),
                        U8("State"),
                        U8("ErrorCode"),
                        Reserve,
                    ]
                ),
                Answer("Report_Resp", 0x05),
                new(
                    "UserRpt",
                    0x11,
                    [Text("SPNumber", 21), Text("UserNumber", 21), U8("UserCondition"), Reserve]
                ),
                Answer("UserRpt_Resp", 0x11),
                new(
                    "Trace",
                    0x1000,
                    [SequenceNumber("SubmitSequenceNumber"), Text("UserNumber", 21), Reserve]
                ),
                new(
                    "Trace_Resp",
                    Response | 0x1000,
                    [
                        List(
                            "Count",
                            "Nodes",
                            U8("Result"),
                            Text("NodeId", 6),
                            Text("ReceiveTime", 16),
                            Text("SendTime", 16),
                            Reserve
                        ),
                    ]
                ),
                .. BetweenGateways(),
            ]
        );

    private static readonly PduField[] Submit =
    [
        Text("SPNumber", 21),
        Text("ChargeNumber", 21),
        List("UserCount", "UserNumber", Text("UserNumber", 21)),
        Text("CorpId", 5),
        Text("ServiceType", 10),
        U8("FeeType"),
        Text("FeeValue", 6),
        Text("GivenValue", 6),
        U8("AgentFlag"),
        U8("MorelatetoMTFlag"),
        U8("Priority"),
        Text("ExpireTime", 16),
        Text("ScheduleTime", 16),
        U8("ReportFlag"),
        U8("TP_pid"),
        U8("TP_udhi"),
        U8("MessageCoding"),
        U8("MessageType"),
        Content("MessageLength", "MessageContent", 4),
        Reserve,
    ];

    private static readonly PduField[] Deliver =
    [
        Text("UserNumber", 21),
        Text("SPNumber", 21),
        U8("TP_pid"),
        U8("TP_udhi"),
        U8("MessageCoding"),
        Content("MessageLength", "MessageContent", 4),
        Reserve,
    ];

    private static PduCommand Answer(string name, uint request) =>
        new(name, Response | request, [U8("Result"), Reserve]);

    private static IEnumerable<PduCommand> BetweenGateways()
    {
        (uint Id, string Name)[] all =
        [
            (0x06, "AddSP"),
            (0x07, "ModifySP"),
            (0x08, "DeleteSP"),
            (0x09, "QueryRoute"),
            (0x0A, "AddTeleSeg"),
            (0x0B, "ModifyTeleSeg"),
            (0x0C, "DeleteTeleSeg"),
            (0x0D, "AddSMG"),
            (0x0E, "ModifySMG"),
            (0x0F, "DeleteSMG"),
            (0x10, "CheckUser"),
        ];
        return all.SelectMany(each => OpaqueCommands.Pair(each.Id, each.Name, "_Resp"));
    }
}
