using System.Text.Json.Nodes;
using Yixun.Carriers.Inspection.Messages;
using static Yixun.Carriers.Inspection.PduField;
using static Yixun.Carriers.Inspection.PduFieldOptions;

namespace Yixun.Carriers.Inspection.Tables;

/// <summary>SMPP 3.4 §4. The body of an answer may be missing, as it is when the status is an error.</summary>
internal static class SmppTable
{
    private const uint Response = 0x8000_0000;

    private static readonly PduField Optional = Tlvs(SmppTlvTable.Types);
    private static readonly PduField MessageIdText = Terminated("message_id", 65);
    private static readonly PduField[] Answer = [MessageIdText.With(Trailing), Optional];

    private static readonly PduMessage Message = MessageIn("short_message");
    private static readonly PduMessage DataMessage = MessageIn(null);

    public static PduProtocol Create() =>
        new(
            "smpp",
            "command_length",
            [U32("command_status"), U32("sequence_number")],
            [
                new("generic_nack", Response, []),
                .. Bind(0x01, "bind_receiver"),
                .. Bind(0x02, "bind_transmitter"),
                .. Bind(0x09, "bind_transceiver"),
                new("outbind", 0x0B, [Terminated("system_id", 16), Terminated("password", 9)]),
                new("unbind", 0x06, []),
                new("unbind_resp", Response | 0x06, []),
                new("submit_sm", 0x04, ShortMessage, Message),
                new("submit_sm_resp", Response | 0x04, Answer),
                new("deliver_sm", 0x05, ShortMessage, Message),
                new("deliver_sm_resp", Response | 0x05, Answer),
                new("submit_multi", 0x21, SubmitMulti, Message),
                new("submit_multi_resp", Response | 0x21, SubmitMultiAnswer),
                new("data_sm", 0x103, Data, DataMessage),
                new("data_sm_resp", Response | 0x103, Answer),
                new("query_sm", 0x03, [MessageIdText, .. Address("source_addr", 21)]),
                new(
                    "query_sm_resp",
                    Response | 0x03,
                    [
                        MessageIdText.With(Trailing),
                        Terminated("final_date", 17).With(Trailing),
                        U8("message_state").With(Trailing),
                        U8("error_code").With(Trailing),
                    ]
                ),
                new("replace_sm", 0x07, Replace),
                new("replace_sm_resp", Response | 0x07, []),
                new(
                    "cancel_sm",
                    0x08,
                    [
                        Terminated("service_type", 6),
                        MessageIdText,
                        .. Address("source_addr", 21),
                        .. Address("dest_addr", 21, "destination_addr"),
                    ]
                ),
                new("cancel_sm_resp", Response | 0x08, []),
                new("enquire_link", 0x15, []),
                new("enquire_link_resp", Response | 0x15, []),
                new(
                    "alert_notification",
                    0x102,
                    [.. Address("source_addr", 65), .. Address("esme_addr", 65), Optional]
                ),
            ]
        );

    private static PduCommand[] Bind(uint id, string name) =>
        [
            new(
                name,
                id,
                [
                    Terminated("system_id", 16),
                    Terminated("password", 9),
                    Terminated("system_type", 13),
                    U8("interface_version"),
                    U8("addr_ton"),
                    U8("addr_npi"),
                    Terminated("address_range", 41),
                ]
            ),
            new(name + "_resp", Response | id, [Terminated("system_id", 16).With(Trailing), Optional]),
        ];

    private static PduField[] Address(string name, int most, string? address = null) =>
        [U8(name + "_ton"), U8(name + "_npi"), Terminated(address ?? name, most)];

    private static readonly PduField[] MessageTail =
    [
        U8("esm_class"),
        U8("protocol_id"),
        U8("priority_flag"),
        Terminated("schedule_delivery_time", 17),
        Terminated("validity_period", 17),
        U8("registered_delivery"),
        U8("replace_if_present_flag"),
        U8("data_coding"),
        U8("sm_default_msg_id"),
        Content("sm_length", "short_message"),
        Optional,
    ];

    private static readonly PduField[] ShortMessage =
    [
        Terminated("service_type", 6),
        .. Address("source_addr", 21),
        .. Address("dest_addr", 21, "destination_addr"),
        .. MessageTail,
    ];

    private static readonly PduField[] SubmitMulti =
    [
        Terminated("service_type", 6),
        .. Address("source_addr", 21),
        List(
            "number_of_dests",
            "dest_address",
            [
                U8("dest_flag"),
                .. Address("dest_addr", 21, "destination_addr")
                    .Select(field => field with { When = ("dest_flag", 1) }),
                Terminated("dl_name", 21) with
                {
                    When = ("dest_flag", 2),
                },
            ]
        ),
        .. MessageTail,
    ];

    private static readonly PduField[] SubmitMultiAnswer =
    [
        MessageIdText.With(Trailing),
        List(
                "no_unsuccess",
                "unsuccess_sme",
                [.. Address("dest_addr", 21, "destination_addr"), U32("error_status_code")]
            )
            .With(Trailing),
        Optional,
    ];

    private static readonly PduField[] Data =
    [
        Terminated("service_type", 6),
        .. Address("source_addr", 65),
        .. Address("dest_addr", 65, "destination_addr"),
        U8("esm_class"),
        U8("registered_delivery"),
        U8("data_coding"),
        Optional,
    ];

    private static readonly PduField[] Replace =
    [
        MessageIdText,
        .. Address("source_addr", 21),
        Terminated("schedule_delivery_time", 17),
        Terminated("validity_period", 17),
        U8("registered_delivery"),
        U8("sm_default_msg_id"),
        Content("sm_length", "short_message"),
    ];

    // §5.2.12: bits 5-2 of esm_class are 1 for a receipt and 8 for an intermediate notification, bit 6 says UDH.
    private static PduMessage MessageIn(string? content) =>
        new(
            content,
            "data_coding",
            ContentCodings.OfSmpp,
            pdu => (PduJson.NumberOf(pdu, "esm_class") & 0x40) != 0
        )
        {
            Payload = pdu => SmppTlvTable.Types.Find(pdu, SmppTlvTable.MessagePayload),
            IsReport = IsReceipt,
            Report = new SmppReportFormat(),
        };

    private static bool IsReceipt(JsonObject pdu) =>
        pdu["command"]?.ToString() is "deliver_sm" or "data_sm"
        && (PduJson.NumberOf(pdu, "esm_class") & 0x3C) is 0x04 or 0x20;
}
