using System.Text.Json.Nodes;
using Xunit;
using Yixun.Carriers.Inspection;

namespace Yixun.Cli.Tests;

public sealed class PduEncodeTests
{
    [Theory]
    [InlineData("cmpp20", """{"command":"FWD","sequence_id":1,"body_hex":"0102"}""")]
    [InlineData(
        "sgip",
        """{"command":"Trace_Resp","sequence":[3010012345,703090501,1],"Nodes":[{"Result":0,"NodeId":"101001","ReceiveTime":"260703090501032+","SendTime":""},{"Result":1,"NodeId":"","ReceiveTime":"","SendTime":""}]}"""
    )]
    [InlineData(
        "sgip",
        """{"command":"UserRpt","sequence_hex":"B36924B929E84F4500000001","SPNumber":"10655","UserNumber":"8613800138000","UserCondition":2}"""
    )]
    [InlineData(
        "smgp",
        """{"command":"Query_Resp","sequence_id":1,"QueryTime":"20260703","QueryType":0,"QueryCode":"","MT_TLMsg":1,"MT_Tlusr":2,"MT_Scs":3,"MT_WT":4,"MT_FL":5,"MO_Scs":6,"MO_WT":7,"MO_FL":4294967295}"""
    )]
    [InlineData(
        "smpp",
        """{"command":"submit_multi","command_status":0,"sequence_number":1,"service_type":"","source_addr_ton":0,"source_addr_npi":0,"source_addr":"1069","dest_address":[{"dest_flag":1,"dest_addr_ton":1,"dest_addr_npi":1,"destination_addr":"8613800138000"},{"dest_flag":2,"dl_name":"nurses"}],"esm_class":0,"protocol_id":0,"priority_flag":0,"schedule_delivery_time":"","validity_period":"","registered_delivery":1,"replace_if_present_flag":0,"data_coding":8,"sm_default_msg_id":0,"text":"检验😀","tlvs":[{"name":"sar_msg_ref_num","value":300},{"tag":"0x204","value_hex":"0007"}]}"""
    )]
    [InlineData(
        "smpp",
        """{"command":"submit_multi_resp","command_status":0,"sequence_number":1,"message_id":"x","unsuccess_sme":[{"dest_addr_ton":1,"dest_addr_npi":1,"destination_addr":"86","error_status_code":11}]}"""
    )]
    [InlineData(
        "smpp",
        """{"command":"data_sm","command_status":0,"sequence_number":1,"service_type":"","source_addr_ton":1,"source_addr_npi":1,"source_addr":"86","dest_addr_ton":0,"dest_addr_npi":0,"destination_addr":"1069","esm_class":4,"registered_delivery":0,"data_coding":0,"tlvs":[{"name":"message_payload","value_hex":"69643a3120737461743a44454c49565244"},{"name":"receipted_message_id","value":"7A"}],"report":{"id":"1","stat":"DELIVRD"}}"""
    )]
    [InlineData(
        "smpp",
        """{"command":"cancel_sm","command_status":0,"sequence_number":1,"service_type":"","message_id":"1","source_addr_ton":0,"source_addr_npi":0,"source_addr":"","dest_addr_ton":1,"dest_addr_npi":1,"destination_addr":"86"}"""
    )]
    public void Encode_rare_commands_gives_what_decodes_to_them(string protocol, string json)
    {
        var given = JsonNode.Parse(json)!.AsObject();

        var hex = PduVectors.Encode(protocol, given);
        var decoded = PduVectors.Decode(protocol, hex);

        Assert.Equal(hex, PduVectors.Encode(protocol, decoded));
        Assert.Equal(hex.Length / 2, (int)decoded["length"]!);
        foreach (var (field, value) in given.Where(field => field.Value is JsonValue))
        {
            Assert.Equal(
                value!.ToJsonString(),
                decoded[field]!.ToJsonString(),
                ignoreCase: field.EndsWith("_hex", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void Encode_counts_and_lengths_are_computed_and_not_taken()
    {
        var pdu = PduVectors.Decode("cmpp20-submit-ucs2");
        pdu["Dest_terminal_Id"] = new JsonArray("13800138000", "13900139000");
        pdu["DestUsr_tl"] = 9;
        pdu["Msg_Length"] = 9;
        pdu["length"] = 9;
        pdu.Remove("Msg_Content_hex");
        pdu["text"] = "检验";

        var decoded = PduVectors.Decode("cmpp20", PduVectors.Encode("cmpp20", pdu));

        Assert.Equal(2, (int)decoded["DestUsr_tl"]!);
        Assert.Equal(4, (int)decoded["Msg_Length"]!);
        Assert.Equal(138 + (2 * 21) + 4, (int)decoded["length"]!);
        Assert.Equal("68c09a8c", (string)decoded["Msg_Content_hex"]!);
    }

    [Fact]
    public void Encode_long_reference_writes_the_header_of_16_bits()
    {
        var pdu = PduVectors.Decode("cmpp30-submit-long-udh6-part1");
        pdu.Remove("Msg_Content_hex");
        pdu["UDH"] = new JsonObject
        {
            ["ref"] = 300,
            ["total"] = 2,
            ["index"] = 1,
        };
        pdu["text"] = "T";

        var decoded = PduVectors.Decode("cmpp30", PduVectors.Encode("cmpp30", pdu));

        Assert.Equal("060804012c02010054", (string)decoded["Msg_Content_hex"]!);
    }

    [Fact]
    public void Encode_all_destinations_that_a_count_can_tell()
    {
        var pdu = PduVectors.Decode("cmpp30-submit-ucs2");
        var numbers = Enumerable.Range(0, 255).Select(number => (JsonNode)$"138{number:D8}");
        pdu["Dest_terminal_Id"] = new JsonArray([.. numbers]);

        Assert.Equal(255, (int)PduVectors.Decode("cmpp30", PduVectors.Encode("cmpp30", pdu))["DestUsr_tl"]!);

        pdu["Dest_terminal_Id"]!.AsArray().Add("13800000000");
        var exception = Assert.Throws<PduFormatException>(() => PduVectors.Encode("cmpp30", pdu));
        Assert.Equal((PduFault.OutOfRange, "Dest_terminal_Id"), (exception.Fault, exception.Field));
    }

    [Theory]
    [InlineData("cmpp20-submit-ucs2", "Service_Id", null, PduFault.MissingField, "Service_Id")]
    [InlineData("cmpp20-submit-ucs2", "sequence_id", null, PduFault.MissingField, "sequence_id")]
    [InlineData("cmpp20-submit-ucs2", "command", null, PduFault.MissingField, "command")]
    [InlineData("cmpp20-submit-ucs2", "command", "\"submit\"", PduFault.UnknownCommand, "command")]
    [InlineData("cmpp20-submit-ucs2", "layout", "\"cmpp30\"", PduFault.UnknownCommand, "command")]
    [InlineData("cmpp20-submit-ucs2", "Service_ID", "\"x\"", PduFault.UnknownField, "Service_ID")]
    [InlineData("cmpp20-submit-ucs2", "Service_Id", "\"12345678901\"", PduFault.TooLong, "Service_Id")]
    [InlineData("cmpp20-submit-ucs2", "Service_Id", "\"检\"", PduFault.NotEncodable, "Service_Id")]
    [InlineData("cmpp20-submit-ucs2", "Service_Id", "1", PduFault.WrongType, "Service_Id")]
    [InlineData("cmpp20-submit-ucs2", "Pk_total", "256", PduFault.OutOfRange, "Pk_total")]
    [InlineData("cmpp20-submit-ucs2", "Pk_total", "-1", PduFault.OutOfRange, "Pk_total")]
    [InlineData("cmpp20-submit-ucs2", "Pk_total", "1.5", PduFault.OutOfRange, "Pk_total")]
    [InlineData("cmpp20-submit-ucs2", "Pk_total", "\"1\"", PduFault.WrongType, "Pk_total")]
    [InlineData("cmpp20-submit-ucs2", "Dest_terminal_Id", "\"138\"", PduFault.WrongType, "Dest_terminal_Id")]
    [InlineData(
        "cmpp20-submit-ucs2",
        "Dest_terminal_Id",
        "[\"138\",1]",
        PduFault.WrongType,
        "Dest_terminal_Id[1]"
    )]
    [InlineData(
        "cmpp20-submit-ucs2",
        "Dest_terminal_Id",
        "[null]",
        PduFault.MissingField,
        "Dest_terminal_Id[0]"
    )]
    [InlineData("cmpp20-submit-ucs2", "Msg_Content_hex", "\"3\"", PduFault.NotHex, "Msg_Content_hex")]
    [InlineData("cmpp20-submit-ucs2", "text", "\"检验\"", PduFault.Contradiction, "text")]
    [InlineData("cmpp20-submit-ucs2", "Msg_Id", "1", PduFault.Contradiction, "Msg_Id")]
    [InlineData("cmpp20-submit-ucs2", "UDH", "{}", PduFault.UnknownField, "UDH")]
    [InlineData(
        "cmpp20-connect",
        "AuthenticatorSource_hex",
        "\"00\"",
        PduFault.WrongLength,
        "AuthenticatorSource_hex"
    )]
    [InlineData(
        "cmpp20-connect",
        "AuthenticatorSource_hex",
        null,
        PduFault.MissingField,
        "AuthenticatorSource_hex"
    )]
    [InlineData("cmpp20-submit-resp-ok", "Msg_Id_hex", "\"71\"", PduFault.WrongLength, "Msg_Id_hex")]
    [InlineData(
        "cmpp20-submit-resp-ok",
        "Msg_Id_parts",
        """{"month":8}""",
        PduFault.Contradiction,
        "Msg_Id_parts.month"
    )]
    [InlineData(
        "sgip-unbind",
        "sequence_hex",
        "\"b36924b929e84f4500000008\"",
        PduFault.Contradiction,
        "sequence[2]"
    )]
    [InlineData("smgp-submit-resp-ok", "MsgID_hex", null, PduFault.MissingField, "MsgID_hex")]
    [InlineData(
        "smgp-submit-ucs2-msgsrc",
        "tlvs",
        """[{"value_hex":"00"}]""",
        PduFault.MissingField,
        "tlvs[0].tag"
    )]
    [InlineData(
        "smgp-submit-ucs2-msgsrc",
        "tlvs",
        """[{"name":"MsgSrk","value_hex":"00"}]""",
        PduFault.UnknownField,
        "MsgSrk"
    )]
    [InlineData(
        "smgp-submit-ucs2-msgsrc",
        "tlvs",
        """[{"name":"MsgSrc","value":"123456789"}]""",
        PduFault.TooLong,
        "tlvs[0].value"
    )]
    [InlineData(
        "smgp-submit-ucs2-msgsrc",
        "tlvs",
        """[{"tag":"0x10000","value_hex":"00"}]""",
        PduFault.OutOfRange,
        "tlvs[0].tag"
    )]
    [InlineData("smpp-bind-transceiver", "password", "\"123456789\"", PduFault.TooLong, "password")]
    [InlineData("smpp-bind-transceiver", "password", "\"1\\u00002\"", PduFault.NotEncodable, "password")]
    public void Encode_a_wrong_field_names_it(
        string vector,
        string field,
        string? value,
        PduFault fault,
        string named
    )
    {
        var pdu = PduVectors.Decode(vector);
        pdu.Remove(field);
        if (value is not null)
        {
            pdu[field] = JsonNode.Parse(value);
        }

        var exception = Assert.Throws<PduFormatException>(() =>
            PduVectors.Encode(PduVectors.ProtocolOf(vector), pdu)
        );

        Assert.Equal((fault, named), (exception.Fault, exception.Field));
        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0xE9)]
    [InlineData(15, 0xD800)]
    [InlineData(8, 0xDC00)]
    public void Encode_text_that_the_coding_lacks_names_the_character(int coding, int character)
    {
        var pdu = PduVectors.Decode("cmpp20-submit-ascii");
        pdu.Remove("Msg_Content_hex");
        pdu["Msg_Fmt"] = coding;
        pdu["text"] = $"T{(char)character}T";

        var exception = Assert.Throws<PduFormatException>(() => PduVectors.Encode("cmpp20", pdu));

        Assert.Equal((PduFault.NotEncodable, "text"), (exception.Fault, exception.Field));
        Assert.Equal($"U+{character:X4}", exception.Found);
    }

    [Fact]
    public void Encode_text_longer_than_its_length_can_tell_names_the_content()
    {
        var pdu = PduVectors.Decode("cmpp20-submit-ascii");
        pdu.Remove("Msg_Content_hex");
        pdu["text"] = new string('a', 256);

        var exception = Assert.Throws<PduFormatException>(() => PduVectors.Encode("cmpp20", pdu));

        Assert.Equal((PduFault.TooLong, "Msg_Content"), (exception.Fault, exception.Field));
    }
}
