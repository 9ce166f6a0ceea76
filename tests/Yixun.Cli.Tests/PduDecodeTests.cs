using System.Text;
using System.Text.Json.Nodes;
using Xunit;
using Yixun.Carriers.Inspection;

namespace Yixun.Cli.Tests;

/// <summary>What the vectors do not have: what gateways do otherwise, rare commands, and octets that are no PDU.</summary>
public sealed class PduDecodeTests
{
    [Theory]
    [InlineData("cmpp20", "0000000c8000000800000001", """{"Reserved":null}""")]
    [InlineData("smgp", "0000000d800000040000000100", """{"Reserved":0}""")]
    [InlineData(
        "cmpp20",
        "000000188000000400000002000000000000000000000008",
        """{"layout":"cmpp30","Msg_Id_hex":"0000000000000000","Result":8}"""
    )]
    [InlineData("cmpp30", "000000158000000400000002000000000000000008", """{"layout":"cmpp20","Result":8}""")]
    [InlineData("cmpp20", "0000000d800000010000000103", """{"command":"CONNECT_RESP","Status":3}""")]
    [InlineData("cmpp30", "0000000f8000001700000001010203", """{"body_hex":"010203"}""")]
    [InlineData("smpp", "00000010800000090000000e00000001", """{"command_status":14,"tlvs":[]}""")]
    [InlineData(
        "smpp",
        "0000001d8000000400000000000000024100" + "020400020007" + "1400000102",
        """{"tlvs":[{"tag":"0x0204","name":"user_message_reference","value_hex":"0007","value":7},{"tag":"0x1400","value_hex":"02"}]}"""
    )]
    public void Decode_what_gateways_send_otherwise(string protocol, string hex, string expected)
    {
        var pdu = PduVectors.Decode(protocol, hex);
        foreach (var (field, value) in JsonNode.Parse(expected)!.AsObject())
        {
            Assert.True(pdu.ContainsKey(field), pdu.ToJsonString());
            Assert.Equal(value?.ToJsonString(), pdu[field]?.ToJsonString());
        }

        Assert.Equal(hex, PduVectors.Encode(protocol, pdu));
    }

    [Fact]
    public void Decode_report_with_a_short_tail_keeps_its_octets()
    {
        const string name = "cmpp30-deliver-report-delivrd";
        var hex = "000000a9" + PduVectors.HexOf(name)[8..^22];

        var pdu = PduVectors.Decode("cmpp30", hex);

        Assert.Equal("", (string)pdu["LinkID"]!);
        Assert.Equal(new string('0', 18), (string)pdu["LinkID_hex"]!);
        Assert.Equal("DELIVRD", (string)pdu["report"]!["Stat"]!);
        Assert.Equal(hex, PduVectors.Encode("cmpp30", pdu));
    }

    [Fact]
    public void Decode_report_block_of_the_other_version_reads_it_by_its_length()
    {
        var narrow = PduVectors.Decode("cmpp20-deliver-report-delivrd");
        var wide = PduVectors.Decode("cmpp30-deliver-report-delivrd");
        wide["Msg_Content_hex"] = (string)narrow["Msg_Content_hex"]!;

        var pdu = PduVectors.Decode("cmpp30", PduVectors.Encode("cmpp30", wide));

        Assert.Equal(60, (int)pdu["Msg_Length"]!);
        Assert.Equal(narrow["report"]!.ToJsonString(), pdu["report"]!.ToJsonString());
    }

    [Theory]
    [InlineData("41424300", "ABC", false)]
    [InlineData("41200000", "A ", false)]
    [InlineData("41004200", "A", true)]
    public void Decode_text_that_is_not_filled_with_nul_shows_its_octets(
        string start,
        string text,
        bool hasHex
    )
    {
        var hex = PduVectors.HexOf("cmpp20-query").Replace("5959545a", start, StringComparison.Ordinal);

        var pdu = PduVectors.Decode("cmpp20", hex);

        Assert.Equal(text, (string)pdu["Query_Code"]!);
        Assert.Equal(hasHex ? start + "000000000000" : null, (string?)pdu["Query_Code_hex"]);
        Assert.Equal(hex, PduVectors.Encode("cmpp20", pdu));
    }

    [Theory]
    [InlineData(
        "0608042d2d020100480069",
        1,
        """{"ref":11565,"total":2,"index":1,"hex":"0608042d2d0201"}""",
        "Hi"
    )]
    [InlineData(
        "0608042d2d020100480069",
        0x40,
        """{"ref":11565,"total":2,"index":1,"hex":"0608042d2d0201"}""",
        "Hi"
    )]
    [InlineData("06050415b30000" + "00480069", 1, """{"hex":"06050415b30000"}""", "Hi")]
    [InlineData(
        "0b05040001000200032d020100480069",
        1,
        """{"ref":45,"total":2,"index":1,"hex":"0b05040001000200032d0201"}""",
        "Hi"
    )]
    [InlineData("09004800", 1, null, "ऀ䠀")]
    public void Decode_header_of_a_segment_tells_its_place(string content, int udhi, string? udh, string text)
    {
        var pdu = PduVectors.Decode("cmpp20-deliver-mo-ucs2");
        pdu.Remove("text");
        pdu["TP_udhi"] = udhi;
        pdu["Msg_Content_hex"] = content;

        var decoded = PduVectors.Decode("cmpp20", PduVectors.Encode("cmpp20", pdu));

        Assert.Equal(udh, decoded["UDH"]?.ToJsonString());
        Assert.Equal(text, (string)decoded["text"]!);
    }

    [Theory]
    [InlineData(
        "69643a" + "80ff20403a7375623a20",
        "sub:001dlvrd:001submit_date:2607030905done_date:2607030906stat:DELIVRDerr:000txt:x",
        """{"id_hex":"80ff20403a7375623a20","sub":"001","dlvrd":"001","submit_date":"2607030905","done_date":"2607030906"}"""
    )]
    [InlineData(
        "49643a" + "3031303036313037303330393035303132333230",
        " Sub:001 Dlvrd:001 Submit date: 2607030905 Done Date:2607030906 Stat:UNDELIV Err:003",
        """{"id":"01006107030905012320","sub":"001","submit_date":"2607030905","stat":"UNDELIV","err":"003"}"""
    )]
    public void Decode_smgp_report_with_other_labels_finds_the_values(string id, string rest, string expected)
    {
        var pdu = PduVectors.Decode("smgp-deliver-report-delivrd");
        pdu.Remove("report");
        pdu["MsgContent_hex"] = id + Convert.ToHexStringLower(Encoding.ASCII.GetBytes(rest));

        var report = PduVectors.Decode("smgp", PduVectors.Encode("smgp", pdu))["report"]!;

        foreach (var (field, value) in JsonNode.Parse(expected)!.AsObject())
        {
            Assert.Equal(value!.ToJsonString(), report[field]?.ToJsonString());
        }
    }

    [Fact]
    public void Decode_smpp_receipt_gives_its_values_and_those_of_its_parameters()
    {
        var pdu = PduVectors.Decode("smpp-deliver-receipt-decimal-id");

        Assert.Equal(
            """{"id":"2050955714","sub":"001","dlvrd":"001","submit_date":"2607030905","done_date":"2607030906","stat":"DELIVRD","err":"000","text":"hello"}""",
            pdu["report"]!.ToJsonString()
        );
        Assert.Equal("7A3F19C2", (string)pdu["tlvs"]![0]!["value"]!);
        Assert.Equal("message_state", (string)pdu["tlvs"]![1]!["name"]!);
        Assert.Equal(2, (int)pdu["tlvs"]![1]!["value"]!);
    }

    [Theory]
    [InlineData(0, "1b6524021100", "€¤$_@")]
    [InlineData(1, "2481", "$\uFFFD")]
    [InlineData(3, "e981", "é\u0081")]
    [InlineData(8, "d83dde00", "😀")]
    [InlineData(15, "8139ef31bcec", "㐂检")]
    [InlineData(0x18, "68c0", "检")]
    [InlineData(4, "68c0", null)]
    public void Decode_text_follows_the_coding(int coding, string content, string? text)
    {
        var pdu = PduVectors.Decode("smpp-submit-ucs2");
        pdu.Remove("text");
        pdu["data_coding"] = coding;
        pdu["short_message_hex"] = content;

        Assert.Equal(text, (string?)PduVectors.Decode("smpp", PduVectors.Encode("smpp", pdu))["text"]);
    }

    [Theory]
    [InlineData("cmpp20", "000000", PduFault.TooShort, "Total_Length", 0)]
    [InlineData("cmpp20", "0000000b00000008", PduFault.ImpossibleLength, "Total_Length", 0)]
    [InlineData("cmpp20", "ffffffff000000080000004d", PduFault.TooShort, "PDU", 0)]
    [InlineData("cmpp20", "0000000c000000030000004d", PduFault.UnknownCommand, "command", 4)]
    [InlineData("cmpp20", "0000000d000000080000004d00", PduFault.Surplus, "ACTIVE_TEST", 12)]
    [InlineData("cmpp30", "0000000e000000070000004d0102", PduFault.TooShort, "Msg_Id", 12)]
    [InlineData("sgip", "0000001500000001b36924b929e84f450000000001", PduFault.TooShort, "LoginName", 21)]
    [InlineData("smgp", "0000000c000000020000000a", PduFault.TooShort, "MsgType", 12)]
    [InlineData(
        "smpp",
        "00000014000000030000000000000001" + "41424344",
        PduFault.NotTerminated,
        "message_id",
        16
    )]
    [InlineData(
        "smpp",
        "000000140000000b0000000000000001" + "00414243",
        PduFault.NotTerminated,
        "password",
        17
    )]
    [InlineData("smpp", "000000138000000900000000000000010002" + "10", PduFault.TooShort, "tlvs[0]", 17)]
    [InlineData(
        "smpp",
        "00000016800000090000000000000001000210000234",
        PduFault.TooShort,
        "SC_interface_version",
        21
    )]
    public void Decode_what_is_no_pdu_tells_where_and_what_was_expected(
        string protocol,
        string hex,
        PduFault fault,
        string field,
        int offset
    )
    {
        var valid = PduVectors.HexOf(
            protocol switch
            {
                "sgip" => "sgip-unbind",
                "smgp" => "smgp-exit",
                "smpp" => "smpp-unbind",
                _ => "cmpp20-terminate",
            }
        );
        var seen = 0;

        var alone = Assert.Throws<PduFormatException>(() => PduVectors.Decode(protocol, hex));
        var second = Assert.Throws<PduFormatException>(() =>
        {
            foreach (var _ in PduInspector.Decode(protocol, Convert.FromHexString(valid + hex)))
            {
                seen++;
            }
        });

        Assert.Equal((fault, field, offset), (alone.Fault, alone.Field, alone.Offset));
        Assert.Equal(
            (fault, field, offset + (valid.Length / 2)),
            (second.Fault, second.Field, second.Offset)
        );
        Assert.Contains($"Offset {offset} (0x{offset:x})", alone.Message, StringComparison.Ordinal);
        Assert.Equal(1, seen);
    }

    [Fact]
    public void Decode_every_beginning_of_a_vector_refuses_it()
    {
        foreach (var name in PduVectors.Names.Select(row => row.Data))
        {
            var octets = Convert.FromHexString(PduVectors.HexOf(name));
            for (var length = 1; length < octets.Length; length++)
            {
                var beginning = octets[..length];
                Assert.Throws<PduFormatException>(() =>
                    PduInspector.Decode(PduVectors.ProtocolOf(name), beginning).ToList()
                );
            }
        }
    }

    [Fact]
    public void Decode_unknown_protocol_is_an_argument_error() =>
        Assert.Throws<ArgumentException>(() => PduInspector.Decode("cmpp40", new byte[12]));
}
