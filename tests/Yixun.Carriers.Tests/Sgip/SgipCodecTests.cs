using System.Buffers;
using System.Buffers.Binary;
using Xunit;
using Yixun.Carriers.Links;
using Yixun.Carriers.Sgip;
using Yixun.Carriers.Sgip.Codec;
using Yixun.Carriers.Sgip.Pdus;
using Yixun.Carriers.Tests.Vectors;
using Yixun.Core.Text;

namespace Yixun.Carriers.Tests.Sgip;

public sealed class SgipCodecTests
{
    private static readonly SgipLinkSettings Settings = new()
    {
        Host = "127.0.0.1",
        Port = 8801,
        Account = "hospital",
        Secret = "secret08",
        Node = 3_010_012_345,
        CorpId = "12345",
        ServiceType = "YYTZ",
    };

    public static TheoryData<string> Names =>
        [.. ProtocolVectors.Of("sgip").Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_decoded_vector_gives_the_same_octets(string name)
    {
        var octets = ProtocolVectors.Octets(ProtocolVectors.Named(name));
        Assert.True(SgipDecoder.TryReadFrame(octets, SgipDecoder.MaxLength, out var header, out var body));
        Assert.Equal(octets.Length, header.Length);
        var output = new ArrayBufferWriter<byte>();
        switch (header.Command)
        {
            case SgipCommand.Bind:
                SgipEncoder.Bind(output, header.Sequence, SgipDecoder.Bind(body));
                break;
            case SgipCommand.Submit:
                SgipEncoder.Submit(output, header.Sequence, new SgipSubmitView(body).ToSubmit());
                break;
            case SgipCommand.Deliver:
                SgipEncoder.Deliver(output, header.Sequence, new SgipDeliverView(body).ToDeliver());
                break;
            case SgipCommand.Report:
                SgipEncoder.Report(output, header.Sequence, SgipDecoder.Report(body));
                break;
            case SgipCommand.Unbind or SgipCommand.UnbindResponse:
                SgipEncoder.Empty(output, header.Command, header.Sequence);
                break;
            default:
                SgipEncoder.Response(output, header.Command, header.Sequence, SgipDecoder.Response(body));
                break;
        }

        Assert.Equal(Convert.ToHexStringLower(octets), Convert.ToHexStringLower(output.WrittenSpan));
    }

    [Theory]
    [InlineData("sgip-submit-ucs2", 1, 1)]
    [InlineData("sgip-submit-long-udh6-part1", 1, 2)]
    [InlineData("sgip-submit-long-udh6-part2", 2, 2)]
    public void Template_writes_the_vector(string name, int index, int total)
    {
        var vector = ProtocolVectors.Named(name);
        var octets = ProtocolVectors.Octets(vector);
        SgipDecoder.TryReadFrame(octets, SgipDecoder.MaxLength, out var header, out _);
        var content = ProtocolVectors.Octets(vector.GetProperty("fields"), "MessageContent_hex");
        var output = new ArrayBufferWriter<byte>();
        new SgipSubmitTemplate(Settings).Write(
            output,
            header.Sequence,
            Segments.Of("106550001234", TextCoding.Ucs2, content, index, total)
        );
        Assert.Equal(Convert.ToHexStringLower(octets), Convert.ToHexStringLower(output.WrittenSpan));
    }

    [Fact]
    public void Sequence_with_a_node_beyond_31_bits_keeps_all_its_octets()
    {
        var sequence = new SgipSequence(3_010_012_345, 1_120_203_225, uint.MaxValue);
        Assert.Equal("b36924b942c4f1d9ffffffff", sequence.ToCarrierId());
        Assert.Equal(sequence, SgipSequence.FromValue(sequence.ToValue()));
    }

    [Theory]
    [InlineData(0, 0, "DELIVRD")]
    [InlineData(1, 0, "ENROUTE")]
    [InlineData(2, 25, "ERR:25")]
    public void Report_state_becomes_a_status_word(byte state, byte error, string expected) =>
        Assert.Equal(expected, new SgipReport(default, 0, "8613800138000", state, error).Status);

    [Fact]
    public void Report_names_the_submit_by_the_sequence_of_its_response()
    {
        var report = Body("sgip-report-delivered");
        var response = ProtocolVectors.Octets(ProtocolVectors.Named("sgip-submit-resp-ok"));
        SgipDecoder.TryReadFrame(response, SgipDecoder.MaxLength, out var header, out _);
        Assert.Equal(header.Sequence.ToCarrierId(), SgipDecoder.Report(report).Submit.ToCarrierId());
    }

    [Fact]
    public void Content_length_has_four_octets_and_is_not_believed_beyond_the_pdu()
    {
        var body = Body("sgip-deliver-mo-ascii");
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(SgipLayout.DeliverLength), 0x8000_0001);
        Assert.Throws<CarrierProtocolException>(() => new SgipDeliverView(body).UserNumber);
    }

    [Theory]
    [InlineData(19)]
    [InlineData(8193)]
    [InlineData(int.MaxValue)]
    public void Impossible_length_is_refused(int length)
    {
        var octets = new byte[20];
        BinaryPrimitives.WriteInt32BigEndian(octets, length);
        Assert.Throws<CarrierProtocolException>(() =>
            SgipDecoder.TryReadFrame(octets, SgipDecoder.MaxLength, out _, out _)
        );
    }

    [Theory]
    [InlineData("", "12345")]
    [InlineData("a-name-of-17-char", "12345")]
    [InlineData("hospital", "123456")]
    [InlineData("hospital", "12a")]
    public void Settings_that_can_not_work_are_refused(string account, string corpId) =>
        Assert.Throws<ArgumentException>(() =>
            (Settings with { Account = account, CorpId = corpId }).Validate()
        );

    [Fact]
    public void Settings_and_bind_never_show_the_secret()
    {
        Assert.DoesNotContain("secret08", Settings.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "secret08",
            new SgipBind(1, "hospital", "secret08").ToString(),
            StringComparison.Ordinal
        );
    }

    private static byte[] Body(string name) =>
        ProtocolVectors.Octets(ProtocolVectors.Named(name))[SgipHeader.Size..];
}
