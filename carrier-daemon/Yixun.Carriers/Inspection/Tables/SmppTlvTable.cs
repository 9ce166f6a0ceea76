using static Yixun.Carriers.Inspection.PduField;

namespace Yixun.Carriers.Inspection.Tables;

/// <summary>SMPP 3.4 §5.3.2.</summary>
internal static class SmppTlvTable
{
    public const ushort MessagePayload = 0x0424;

    public static PduTlvTypes Types { get; } =
        new(
            new(0x0005, "dest_addr_subunit", U8("value")),
            new(0x0006, "dest_network_type", U8("value")),
            new(0x0007, "dest_bearer_type", U8("value")),
            new(0x0008, "dest_telematics_id", U16("value")),
            new(0x000D, "source_addr_subunit", U8("value")),
            new(0x000E, "source_network_type", U8("value")),
            new(0x000F, "source_bearer_type", U8("value")),
            new(0x0010, "source_telematics_id", U8("value")),
            new(0x0017, "qos_time_to_live", U32("value")),
            new(0x0019, "payload_type", U8("value")),
            new(0x001D, "additional_status_info_text", Terminated("value", 256)),
            new(0x001E, "receipted_message_id", Terminated("value", 65)),
            new(0x0030, "ms_msg_wait_facilities", U8("value")),
            new(0x0201, "privacy_indicator", U8("value")),
            new(0x0202, "source_subaddress", null),
            new(0x0203, "dest_subaddress", null),
            new(0x0204, "user_message_reference", U16("value")),
            new(0x0205, "user_response_code", U8("value")),
            new(0x020A, "source_port", U16("value")),
            new(0x020B, "destination_port", U16("value")),
            new(0x020C, "sar_msg_ref_num", U16("value")),
            new(0x020D, "language_indicator", U8("value")),
            new(0x020E, "sar_total_segments", U8("value")),
            new(0x020F, "sar_segment_seqnum", U8("value")),
            new(0x0210, "SC_interface_version", U8("value")),
            new(0x0302, "callback_num_pres_ind", U8("value")),
            new(0x0303, "callback_num_atag", null),
            new(0x0304, "number_of_messages", U8("value")),
            new(0x0381, "callback_num", null),
            new(0x0420, "dpf_result", U8("value")),
            new(0x0421, "set_dpf", U8("value")),
            new(0x0422, "ms_availability_status", U8("value")),
            new(0x0423, "network_error_code", null),
            new(MessagePayload, "message_payload", null),
            new(0x0425, "delivery_failure_reason", U8("value")),
            new(0x0426, "more_messages_to_send", U8("value")),
            new(0x0427, "message_state", U8("value")),
            new(0x0501, "ussd_service_op", U8("value")),
            new(0x1201, "display_time", U8("value")),
            new(0x1203, "sms_signal", U16("value")),
            new(0x1204, "ms_validity", U8("value")),
            new(0x130C, "alert_on_message_delivery", null),
            new(0x1380, "its_reply_type", U8("value")),
            new(0x1383, "its_session_info", null)
        );
}
