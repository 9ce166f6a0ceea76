using System.Text.Json;
using Xunit;
using Yixun.Carriers.Cmpp;
using Yixun.Carriers.Cmpp.Codec;
using Yixun.Carriers.Cmpp.Pdus;
using Yixun.Carriers.Links;
using Yixun.Carriers.Tests.Vectors;

namespace Yixun.Carriers.Tests.Cmpp;

public sealed class CmppVectorTests
{
    public static TheoryData<string> Names =>
        new(ProtocolVectors.Of("cmpp20", "cmpp30").Select(vector => vector.GetProperty("name").GetString()!));

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_vector_gives_every_listed_field(string name)
    {
        var vector = ProtocolVectors.Named(name);
        var (header, body) = Frame(vector);
        var fields = vector.GetProperty("fields");
        var actual = Fields(header, CmppPdus.Decode(header.Command, body, Version(vector)), body);
        Assert.Equal(vector.GetProperty("length").GetInt32(), header.Length);
        foreach (var field in fields.EnumerateObject())
        {
            // What only explains the vector is checked by the tests of the authenticator and of the ids.
            if (
                field.Name
                is "shared_secret"
                    or "timestamp_text"
                    or "md5_input_hex"
                    or "derived_from"
                    or "Msg_Id_parts"
                    or "Reserved"
            )
            {
                continue;
            }

            Assert.True(actual.TryGetValue(field.Name, out var value), $"{field.Name} is not compared.");
            Assert.Equal(Canonical(field.Value), value);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_decoded_vector_gives_the_same_octets(string name)
    {
        var vector = ProtocolVectors.Named(name);
        var (header, body) = Frame(vector);
        var pdu = CmppPdus.Decode(header.Command, body, Version(vector));
        var encoded = CmppPdus.Encode(header.Command, header.Sequence, pdu, Version(vector));
        Assert.Equal(vector.GetProperty("hex").GetString(), Convert.ToHexStringLower(encoded));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_report_of_vector_gives_the_same_block(string name)
    {
        var vector = ProtocolVectors.Named(name);
        if (!vector.GetProperty("fields").TryGetProperty("report", out _))
        {
            return;
        }

        var (_, body) = Frame(vector);
        var content = CmppDecoder.Deliver(body, Version(vector)).Content.ToArray();
        Assert.True(CmppDecoder.TryReadReport(content, out var report));
        var encoded = new byte[content.Length];
        Assert.Equal(content.Length, CmppEncoder.Report(encoded, report, Version(vector)));
        Assert.Equal(content, encoded);
    }

    [Fact]
    public void Source_with_vector_secret_gives_the_vector_digest()
    {
        var connects = ProtocolVectors
            .Of("cmpp20", "cmpp30")
            .Select(vector => vector.GetProperty("fields"))
            .Where(fields => fields.GetProperty("command").GetString() == "CONNECT")
            .ToList();
        Assert.Equal(5, connects.Count);
        foreach (var fields in connects)
        {
            var digest = CmppAuthenticator.Source(
                fields.GetProperty("Source_Addr").GetString()!,
                fields.GetProperty("shared_secret").GetString()!,
                fields.GetProperty("Timestamp").GetUInt32()
            );
            Assert.Equal(
                fields.GetProperty("AuthenticatorSource_hex").GetString(),
                Convert.ToHexStringLower(digest)
            );
        }
    }

    [Fact]
    public void GatewayMatches_vector_answer_is_true()
    {
        foreach (var vector in ProtocolVectors.Of("cmpp20", "cmpp30"))
        {
            var fields = vector.GetProperty("fields");
            if (!fields.TryGetProperty("derived_from", out var source))
            {
                continue;
            }

            var connect = ProtocolVectors.Named(source.GetString()!).GetProperty("fields");
            var received = ProtocolVectors.Octets(fields, "AuthenticatorISMG_hex");
            var own = ProtocolVectors.Octets(connect, "AuthenticatorSource_hex");
            Assert.True(
                CmppAuthenticator.GatewayMatches(
                    0,
                    received,
                    own,
                    connect.GetProperty("shared_secret").GetString()!
                )
            );
            Assert.False(CmppAuthenticator.GatewayMatches(0, received, own, "other"));
        }
    }

    [Fact]
    public void FromValue_vector_ids_gives_the_parts()
    {
        foreach (var id in ProtocolVectors.Section("cmpp_msg_ids"))
        {
            var hex = id.GetProperty("hex").GetString()!;
            Assert.True(CmppMessageId.TryParseCarrierId(hex, out var value));
            var expected = new CmppMessageId(
                id.GetProperty("month").GetInt32(),
                id.GetProperty("day").GetInt32(),
                id.GetProperty("hour").GetInt32(),
                id.GetProperty("minute").GetInt32(),
                id.GetProperty("second").GetInt32(),
                id.GetProperty("gateway").GetInt32(),
                id.GetProperty("sequence").GetInt32()
            );
            Assert.Equal(expected, CmppMessageId.FromValue(value));
            Assert.Equal(value, expected.ToValue());
            Assert.Equal(hex, CmppMessageId.ToCarrierId(value));
        }
    }

    [Fact]
    public void Decode_vector_encodings_gives_the_text()
    {
        foreach (var encoding in ProtocolVectors.Section("encodings"))
        {
            var text = InboundText.Decode(
                encoding.GetProperty("msg_fmt").GetByte(),
                ProtocolVectors.Octets(encoding)
            );
            Assert.Equal(encoding.GetProperty("text").GetString(), text);
        }
    }

    private static byte Version(JsonElement vector) =>
        vector.GetProperty("protocol").GetString() == "cmpp30" ? CmppVersion.V30 : CmppVersion.V20;

    private static (CmppHeader Header, byte[] Body) Frame(JsonElement vector)
    {
        Assert.True(
            CmppDecoder.TryReadFrame(
                ProtocolVectors.Octets(vector),
                CmppDecoder.MaxLength,
                out var header,
                out var body
            )
        );
        return (header, body.ToArray());
    }

    private static Dictionary<string, string> Fields(CmppHeader header, object? pdu, byte[] body)
    {
        var fields = new Dictionary<string, string>
        {
            ["command"] = header
                .Command.ToString()
                .Replace("Response", "_RESP", StringComparison.Ordinal) switch
            {
                "ActiveTest" => "ACTIVE_TEST",
                "ActiveTest_RESP" => "ACTIVE_TEST_RESP",
                var command => command.ToUpperInvariant(),
            },
            ["sequence_id"] = $"{header.Sequence}",
        };
        switch (pdu)
        {
            case CmppConnect connect:
                fields["Source_Addr"] = connect.SourceAddress;
                fields["AuthenticatorSource_hex"] = Convert.ToHexStringLower(connect.Authenticator);
                fields["Version"] = $"{connect.Version}";
                fields["Timestamp"] = $"{connect.Timestamp}";
                break;
            case CmppConnectResponse response:
                fields["Status"] = $"{response.Status}";
                fields["AuthenticatorISMG_hex"] = Convert.ToHexStringLower(response.Authenticator);
                fields["Version"] = $"{response.Version}";
                break;
            case CmppSubmit submit:
                AddSubmit(fields, submit);
                break;
            case CmppDeliver deliver:
                AddDeliver(fields, deliver);
                break;
            case CmppSubmitResponse response:
                fields["Msg_Id_hex"] = CmppMessageId.ToCarrierId(response.MessageId);
                fields["Result"] = $"{response.Result}";
                break;
            case CmppDeliverResponse response:
                fields["Msg_Id_hex"] = CmppMessageId.ToCarrierId(response.MessageId);
                fields["Result"] = $"{response.Result}";
                break;
            case CmppQuery query:
                fields["Time"] = query.Time;
                fields["Query_Type"] = $"{query.QueryType}";
                fields["Query_Code"] = query.QueryCode;
                break;
            case ulong messageId:
                fields["Msg_Id_hex"] = CmppMessageId.ToCarrierId(messageId);
                break;
            case uint success:
                fields["Success_Id"] = $"{success}";
                break;
            default:
                Assert.True(body.Length <= 1);
                break;
        }

        return fields;
    }

    private static void AddSubmit(Dictionary<string, string> fields, CmppSubmit submit)
    {
        fields["Msg_Id"] = $"{submit.MessageId}";
        fields["Pk_total"] = $"{submit.Total}";
        fields["Pk_number"] = $"{submit.Index}";
        fields["Registered_Delivery"] = $"{submit.RegisteredDelivery}";
        fields["Msg_level"] = $"{submit.Level}";
        fields["Service_Id"] = submit.ServiceId;
        fields["Fee_UserType"] = $"{submit.FeeUserType}";
        fields["Fee_terminal_Id"] = submit.FeeTerminalId;
        fields["Fee_terminal_type"] = $"{submit.FeeTerminalType}";
        fields["TP_pId"] = $"{submit.ProtocolId}";
        fields["TP_udhi"] = $"{submit.UserDataHeaderIndicator}";
        fields["Msg_Fmt"] = $"{submit.Format}";
        fields["Msg_src"] = submit.MessageSource;
        fields["FeeType"] = submit.FeeType;
        fields["FeeCode"] = submit.FeeCode;
        fields["ValId_Time"] = submit.ValidityTime;
        fields["At_Time"] = submit.AtTime;
        fields["Src_Id"] = submit.SourceId;
        fields["DestUsr_tl"] = $"{submit.Destinations.Count}";
        fields["Dest_terminal_Id"] = string.Join(',', submit.Destinations);
        fields["Dest_terminal_type"] = $"{submit.DestinationType}";
        fields["Reserve"] = submit.LinkId;
        fields["LinkID"] = submit.LinkId;
        AddContent(fields, submit.Content.ToArray(), submit.Format, submit.UserDataHeaderIndicator != 0);
    }

    private static void AddDeliver(Dictionary<string, string> fields, CmppDeliver deliver)
    {
        fields["Msg_Id_hex"] = CmppMessageId.ToCarrierId(deliver.MessageId);
        fields["Dest_Id"] = deliver.DestinationId;
        fields["Service_Id"] = deliver.ServiceId;
        fields["TP_pid"] = $"{deliver.ProtocolId}";
        fields["TP_udhi"] = $"{deliver.UserDataHeaderIndicator}";
        fields["Msg_Fmt"] = $"{deliver.Format}";
        fields["Src_terminal_Id"] = deliver.SourceTerminalId;
        fields["Registered_Delivery"] = $"{deliver.RegisteredDelivery}";
        fields["LinkID"] = deliver.LinkId;
        AddContent(fields, deliver.Content.ToArray(), deliver.Format, deliver.UserDataHeaderIndicator != 0);
        if (
            deliver.RegisteredDelivery == 1
            && CmppDecoder.TryReadReport(deliver.Content.Span, out var report)
        )
        {
            fields["report"] = string.Join(
                ';',
                $"Msg_Id_hex={CmppMessageId.ToCarrierId(report.MessageId)}",
                $"Stat={report.Status}",
                $"Submit_time={report.SubmitTime}",
                $"Done_time={report.DoneTime}",
                $"Dest_terminal_Id={report.Destination}",
                $"SMSC_sequence={report.SmscSequence}"
            );
        }
    }

    private static void AddContent(
        Dictionary<string, string> fields,
        byte[] content,
        byte format,
        bool hasHeader
    )
    {
        var header = hasHeader ? UserDataHeader.Parse(content) : default;
        fields["Msg_Length"] = $"{content.Length}";
        fields["Msg_Content_hex"] = Convert.ToHexStringLower(content);
        fields["text"] = InboundText.Decode(format, content.AsSpan(header.Length));
        if (header.Concatenation is { } place)
        {
            var hex = Convert.ToHexStringLower(content[..header.Length]);
            fields["UDH"] = $"ref={place.Reference};total={place.Total};index={place.Index};hex={hex}";
        }
    }

    private static string Canonical(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Canonical)),
            JsonValueKind.Object => string.Join(
                ';',
                value.EnumerateObject().Select(field => $"{field.Name}={Canonical(field.Value)}")
            ),
            _ => value.ToString(),
        };
}
