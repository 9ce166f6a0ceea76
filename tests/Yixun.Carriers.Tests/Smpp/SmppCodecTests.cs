using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Xunit;
using Yixun.Carriers.Links;
using Yixun.Carriers.Smpp;
using Yixun.Carriers.Smpp.Codec;
using Yixun.Carriers.Smpp.Pdus;
using Yixun.Carriers.Tests.Vectors;
using Yixun.Core.Text;

namespace Yixun.Carriers.Tests.Smpp;

public sealed class SmppCodecTests
{
    private const string Source = "106900001234";
    private static readonly SmppLinkSettings Settings = new()
    {
        Host = "127.0.0.1",
        Port = 2775,
        Account = "hospital",
        Secret = "secret08",
    };

    public static TheoryData<string> Names =>
        [.. ProtocolVectors.Of("smpp").Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_decoded_vector_gives_the_same_octets(string name)
    {
        var octets = ProtocolVectors.Octets(ProtocolVectors.Named(name));
        Assert.True(SmppDecoder.TryReadFrame(octets, SmppDecoder.MaxLength, out var header, out var body));
        var output = new ArrayBufferWriter<byte>();
        switch (header.Command)
        {
            case SmppCommand.BindTransceiver or SmppCommand.BindTransmitter:
                SmppEncoder.Bind(output, header.Command, header.Sequence, SmppDecoder.Bind(body));
                break;
            case SmppCommand.BindTransceiverResponse:
                SmppEncoder.BindResponse(
                    output,
                    header.Command,
                    header.Sequence,
                    SmppDecoder.BindResponse(body),
                    0x34
                );
                break;
            case SmppCommand.SubmitSm or SmppCommand.DeliverSm:
                SmppEncoder.Message(
                    output,
                    header.Command,
                    header.Sequence,
                    new SmppMessageView(body).ToMessage()
                );
                break;
            case SmppCommand.SubmitSmResponse or SmppCommand.DeliverSmResponse when !body.IsEmpty:
                SmppEncoder.MessageResponse(
                    output,
                    header.Command,
                    header.Sequence,
                    SmppDecoder.MessageId(body),
                    header.Status
                );
                break;
            default:
                SmppEncoder.Empty(output, header.Command, header.Sequence, header.Status);
                break;
        }

        Assert.Equal(Convert.ToHexStringLower(octets), Convert.ToHexStringLower(output.WrittenSpan));
    }

    [Theory]
    [InlineData("smpp-submit-ucs2", 1, 1, "260704090000032+")]
    [InlineData("smpp-submit-default-alphabet", 1, 1, "")]
    [InlineData("smpp-submit-long-udh6-part1", 1, 2, "")]
    [InlineData("smpp-submit-long-udh6-part2", 2, 2, "")]
    public void Template_writes_the_vector(string name, int index, int total, string validity)
    {
        var vector = ProtocolVectors.Named(name);
        var fields = vector.GetProperty("fields");
        var coding = fields.GetProperty("data_coding").GetInt32() == 8 ? TextCoding.Ucs2 : TextCoding.Ascii;
        var output = new ArrayBufferWriter<byte>();
        new SmppSubmitTemplate(Settings with { ValidityPeriod = validity }).Write(
            output,
            fields.GetProperty("sequence_number").GetUInt32(),
            Segments.Of(Source, coding, ProtocolVectors.Octets(fields, "short_message_hex"), index, total)
        );
        Assert.Equal(vector.GetProperty("hex").GetString(), Convert.ToHexStringLower(output.WrittenSpan));
    }

    [Fact]
    public void Long_message_by_sar_has_no_header_and_its_place_in_parameters()
    {
        byte[] data = [5, 0, 3, 0x2D, 2, 1, .. "part"u8];
        var view = Written(
            Settings with
            {
                LongMessages = SmppLongMessages.Sar,
            },
            Segments.Of(Source, TextCoding.Ascii, data, 1, 2)
        );
        Assert.Equal((0, "part"), (view.EsmClass, Encoding.ASCII.GetString(view.Content.Span)));
        Assert.Equal(
            [(SmppTag.SarReference, "002d"), (SmppTag.SarTotal, "02"), (SmppTag.SarIndex, "01")],
            view.Options.Select(option => (option.Tag, Convert.ToHexStringLower(option.Value.Span)))
        );
    }

    [Fact]
    public void Long_message_by_payload_leaves_short_message_empty()
    {
        byte[] data = [5, 0, 3, 0x2D, 2, 1, .. "part"u8];
        var written = Written(
            Settings with
            {
                LongMessages = SmppLongMessages.Payload,
            },
            Segments.Of(Source, TextCoding.Ascii, data, 1, 2)
        );
        Assert.Equal((0x40, 0), (written.EsmClass, written.Content.Length));
        var option = Assert.Single(written.Options);
        Assert.Equal(
            (SmppTag.MessagePayload, Convert.ToHexStringLower(data)),
            (option.Tag, Convert.ToHexStringLower(option.Value.Span))
        );
    }

    [Fact]
    public void Gsm_text_has_data_coding_0_and_ascii_that_of_the_channel()
    {
        var settings = Settings with { AsciiDataCoding = 1, DestinationPrefix = "", DestinationTon = 0 };
        Assert.Equal(0, Written(settings, Segments.Of(Source, TextCoding.Gsm7, [0])).DataCoding);
        var ascii = Written(settings, Segments.Text("hello", Source));
        Assert.Equal((1, 0, "13800138000"), (ascii.DataCoding, ascii.DestinationTon, ascii.Destination));
        Assert.Equal("@", SmppText.Decode(0, [0]));
    }

    [Theory]
    [InlineData(
        "id:2050955714 sub:001 dlvrd:001 submit date:2607030905 done date:2607030906 stat:DELIVRD err:000 text:stat:X",
        "2050955714",
        "DELIVRD",
        "2607030906",
        "000"
    )]
    [InlineData(
        "stat:UNDELIV ERR:42 ID:00ab Done Date:260703090601",
        "00ab",
        "UNDELIV",
        "260703090601",
        "42"
    )]
    [InlineData("id:7 stat:EXPIRED", "7", "EXPIRED", "", "")]
    [InlineData("hello", "", "", "", "")]
    public void Receipt_text_is_read_in_any_order_and_case(
        string text,
        string id,
        string status,
        string done,
        string error
    ) =>
        Assert.Equal(
            new SmppReceipt(id, status, done, error),
            SmppReceiptText.Read(Encoding.ASCII.GetBytes(text))
        );

    [Theory]
    [InlineData("id:1 stat:DELIVRD", true)]
    [InlineData("ID:1 sub:001 STAT:DELIVRD", true)]
    [InlineData("id card lost, stat:none", false)]
    [InlineData("id:1", false)]
    [InlineData("", false)]
    public void Text_that_is_not_marked_looks_like_a_receipt(string text, bool expected) =>
        Assert.Equal(expected, SmppReceiptText.LooksLikeOne(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData(SmppIdFormat.AsIs, "7A3F19C2", "7A3F19C2")]
    [InlineData(SmppIdFormat.StripZeros, "0012", "12")]
    [InlineData(SmppIdFormat.StripZeros, "000", "0")]
    [InlineData(SmppIdFormat.HexResponseDecimalReceipt, "7A3F19C2", "2050955714")]
    [InlineData(SmppIdFormat.DecimalResponseHexReceipt, "2050955714", "7a3f19c2")]
    [InlineData(SmppIdFormat.HexResponseDecimalReceipt, "not-a-number", "not-a-number")]
    public void Ids_of_response_and_receipt_become_alike(
        SmppIdFormat format,
        string response,
        string receipt
    ) => Assert.Equal(SmppMessageId.OfResponse(response, format), SmppMessageId.OfReceipt(receipt, format));

    [Fact]
    public void Optional_parameter_that_is_cut_off_ends_them()
    {
        var octets = ProtocolVectors.Octets(ProtocolVectors.Named("smpp-deliver-receipt-decimal-id"));
        var view = new SmppMessageView(octets.AsSpan(SmppHeader.Size, octets.Length - SmppHeader.Size - 1));
        Assert.False(view.Option(SmppTag.ReceiptedMessageId).IsEmpty);
        Assert.True(view.Option(SmppTag.MessageState).IsEmpty);
    }

    [Fact]
    public void String_that_does_not_end_is_refused()
    {
        var body = Enumerable.Repeat((byte)'1', 60).ToArray();
        Assert.Throws<CarrierProtocolException>(() => new SmppMessageView(body).EsmClass);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(70_001)]
    [InlineData(int.MaxValue)]
    public void Impossible_length_is_refused(int length)
    {
        var octets = new byte[16];
        BinaryPrimitives.WriteInt32BigEndian(octets, length);
        Assert.Throws<CarrierProtocolException>(() =>
            SmppDecoder.TryReadFrame(octets, SmppDecoder.MaxLength, out _, out _)
        );
    }

    private static SmppMessage Written(SmppLinkSettings settings, SubmitSegment segment)
    {
        var output = new ArrayBufferWriter<byte>();
        new SmppSubmitTemplate(settings).Write(output, 1, segment);
        Assert.True(
            SmppDecoder.TryReadFrame(output.WrittenSpan, SmppDecoder.MaxLength, out var header, out var body)
        );
        Assert.Equal(output.WrittenCount, header.Length);
        return new SmppMessageView(body).ToMessage();
    }
}
