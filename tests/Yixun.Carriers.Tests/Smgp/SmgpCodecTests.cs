using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Xunit;
using Yixun.Carriers.Links;
using Yixun.Carriers.Smgp;
using Yixun.Carriers.Smgp.Codec;
using Yixun.Carriers.Smgp.Pdus;
using Yixun.Carriers.Tests.Vectors;
using Yixun.Core.Text;

namespace Yixun.Carriers.Tests.Smgp;

public sealed class SmgpCodecTests
{
    private const byte Version = 0x30;
    private static readonly SmgpLinkSettings Settings = new()
    {
        Host = "127.0.0.1",
        Port = 8890,
        Account = "10001234",
        Secret = "pass123",
        ServiceId = "YYTZ",
    };

    public static TheoryData<string> Names =>
        [.. ProtocolVectors.Of("smgp").Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_decoded_vector_gives_the_same_octets(string name)
    {
        var octets = ProtocolVectors.Octets(ProtocolVectors.Named(name));
        Assert.True(SmgpDecoder.TryReadFrame(octets, SmgpDecoder.MaxLength, out var header, out var body));
        var output = new ArrayBufferWriter<byte>();
        switch (header.Command)
        {
            case SmgpCommand.Login:
                SmgpEncoder.Login(output, header.Sequence, SmgpDecoder.Login(body));
                break;
            case SmgpCommand.LoginResponse:
                SmgpEncoder.LoginResponse(output, header.Sequence, SmgpDecoder.LoginResponse(body));
                break;
            case SmgpCommand.Submit:
                SmgpEncoder.Submit(
                    output,
                    header.Sequence,
                    new SmgpSubmitView(body, SmgpLayout.Of(Version)).ToSubmit(),
                    Version
                );
                break;
            case SmgpCommand.Deliver:
                SmgpEncoder.Deliver(output, header.Sequence, new SmgpDeliverView(body).ToDeliver());
                break;
            case SmgpCommand.SubmitResponse:
                SmgpEncoder.SubmitResponse(output, header.Sequence, SmgpDecoder.Response(body));
                break;
            case SmgpCommand.DeliverResponse:
                SmgpEncoder.DeliverResponse(output, header.Sequence, SmgpDecoder.Response(body));
                break;
            default:
                SmgpEncoder.Empty(output, header.Command, header.Sequence);
                break;
        }

        Assert.Equal(Convert.ToHexStringLower(octets), Convert.ToHexStringLower(output.WrittenSpan));
    }

    [Theory]
    [InlineData("smgp-submit-ucs2-msgsrc", 1, 1, "10001234")]
    [InlineData("smgp-submit-long-udh6-part1", 1, 2, null)]
    public void Template_writes_the_vector(string name, int index, int total, string? messageSource)
    {
        var vector = ProtocolVectors.Named(name);
        var fields = vector.GetProperty("fields");
        var output = new ArrayBufferWriter<byte>();
        new SmgpSubmitTemplate(Settings with { MessageSource = messageSource }).Write(
            output,
            fields.GetProperty("sequence_id").GetUInt32(),
            Segments.Of(
                "106590001234",
                TextCoding.Ucs2,
                ProtocolVectors.Octets(fields, "MsgContent_hex"),
                index,
                total
            )
        );
        Assert.Equal(vector.GetProperty("hex").GetString(), Convert.ToHexStringLower(output.WrittenSpan));
    }

    [Fact]
    public void Submit_of_version_1_3_has_no_fixed_fee()
    {
        var output = new ArrayBufferWriter<byte>();
        var old = Settings with { Version = 0x13 };
        new SmgpSubmitTemplate(old).Write(output, 1, Segments.Text("hello", "1065"));
        var body = output.WrittenSpan[SmgpHeader.Size..];
        // 147 octets and the content, without header and FixedFee.
        Assert.Equal(147 + 5 - SmgpHeader.Size - 6, body.Length);
        var view = new SmgpSubmitView(body, SmgpLayout.Of(0x13));
        Assert.Equal(("1065", "13800138000"), (view.Source, view.Destination(0)));
        Assert.Equal("hello"u8.ToArray(), view.Content.ToArray());
    }

    [Fact]
    public void Login_digests_are_those_of_the_vectors()
    {
        var login = ProtocolVectors.Named("smgp-login").GetProperty("fields");
        var digest = SmgpAuthenticator.Client(
            "10001234",
            "pass123",
            login.GetProperty("TimeStamp").GetUInt32()
        );
        Assert.Equal(
            login.GetProperty("AuthenticatorClient_hex").GetString(),
            Convert.ToHexStringLower(digest)
        );
        var server = ProtocolVectors.Octets(
            ProtocolVectors.Named("smgp-login-resp-ok").GetProperty("fields"),
            "AuthenticatorServer_hex"
        );
        Assert.True(SmgpAuthenticator.ServerMatches(0, server, digest, "pass123"));
        Assert.False(SmgpAuthenticator.ServerMatches(0, server, digest, "other"));
    }

    [Fact]
    public void Timestamp_of_less_than_ten_digits_is_hashed_with_its_leading_zero() =>
        Assert.Equal(
            MD5Of("10001234", "pass123", "0301000000"),
            SmgpAuthenticator.Client("10001234", "pass123", 301_000_000)
        );

    [Fact]
    public void Report_of_the_vector_is_read_with_its_raw_id()
    {
        Assert.True(
            SmgpReportText.TryRead(Deliver("smgp-deliver-report-delivrd").Content.Span, out var report)
        );
        Assert.Equal(
            new SmgpStatusReport("01006107030905012320", "DELIVRD", "2607030905", "2607030906", "000"),
            report
        );
        var submit = SmgpDecoder.Response(
            ProtocolVectors.Octets(ProtocolVectors.Named("smgp-submit-resp-ok")).AsSpan(SmgpHeader.Size)
        );
        Assert.Equal(report.CarrierId, SmgpMessageId.ToCarrierId(submit.MessageId));
    }

    /// <summary>What gateways make of the labels. The id holds spaces, letters and a colon.</summary>
    [Theory]
    [InlineData(
        "id:",
        "sub:001 dlvrd:001 submit_date:2607030905 done_date:2607030906 stat:DELIVRD err:000 txt:stat:X"
    )]
    [InlineData(
        "id:",
        " Sub:001 Dlvrd:001 Submit_Date:2607030905 Done_Date:2607030906 Stat:DELIVRD Err:000 Text:"
    )]
    [InlineData(
        "ID:",
        " sub: 001 dlvrd: 001 Submit date: 2607030905 done date: 2607030906 stat: DELIVRD err: 000"
    )]
    public void Report_with_other_labels_is_read(string id, string labels)
    {
        byte[] raw = [0x20, .. "stat:"u8, 0x00, 0xFF, 0x20, 0x3A];
        byte[] content = [.. Encoding.ASCII.GetBytes(id), .. raw, .. Encoding.ASCII.GetBytes(labels)];
        Assert.True(SmgpReportText.TryRead(content, out var report));
        Assert.Equal(
            new SmgpStatusReport(Convert.ToHexStringLower(raw), "DELIVRD", "2607030905", "2607030906", "000"),
            report
        );
    }

    [Fact]
    public void Report_with_the_id_as_hex_digits_is_read()
    {
        var content = "id:0100610703090501232F sub:001 dlvrd:001 stat:UNDELIV err:006"u8;
        Assert.True(SmgpReportText.TryRead(content, out var report));
        Assert.Equal(("0100610703090501232f", "UNDELIV"), (report.CarrierId, report.Status));
    }

    [Theory]
    [InlineData("")]
    [InlineData("id:0123456789")]
    [InlineData("no:0123456789 sub:001 stat:DELIVRD")]
    [InlineData("id:0123456789 sub:001 dlvrd:001 text:stat:DELIVRD")]
    public void Report_without_id_or_status_is_none(string content) =>
        Assert.False(SmgpReportText.TryRead(Encoding.ASCII.GetBytes(content), out _));

    [Fact]
    public void Content_longer_than_127_octets_and_unknown_or_odd_options_are_read()
    {
        var content = new byte[140];
        content[0] = 5;
        var output = new ArrayBufferWriter<byte>();
        SmgpEncoder.Deliver(
            output,
            1,
            new SmgpDeliver
            {
                Content = content,
                Options =
                [
                    new SmgpOption((SmgpTag)0x0014, new byte[3]),
                    new SmgpOption(SmgpTag.MobileServiceId, new byte[4]),
                    new SmgpOption(SmgpTag.UserDataHeaderIndicator, new byte[] { 1 }),
                ],
            }
        );
        var view = new SmgpDeliverView(output.WrittenSpan[SmgpHeader.Size..]);
        Assert.Equal(140, view.Content.Length);
        Assert.True(view.HasUserDataHeader);
    }

    [Fact]
    public void Option_that_is_cut_off_ends_the_options()
    {
        byte[] options = [0, 0x14, 0, 1, 7, 0, 2, 0, 9, 1];
        Assert.True(SmgpOptions.Find(options, SmgpTag.UserDataHeaderIndicator).IsEmpty);
        Assert.Single(SmgpOptions.ReadAll(options));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(8193)]
    [InlineData(int.MaxValue)]
    public void Impossible_length_is_refused(int length)
    {
        var octets = new byte[12];
        BinaryPrimitives.WriteInt32BigEndian(octets, length);
        Assert.Throws<CarrierProtocolException>(() =>
            SmgpDecoder.TryReadFrame(octets, SmgpDecoder.MaxLength, out _, out _)
        );
    }

    private static SmgpDeliver Deliver(string name) =>
        new SmgpDeliverView(
            ProtocolVectors.Octets(ProtocolVectors.Named(name)).AsSpan(SmgpHeader.Size)
        ).ToDeliver();

#pragma warning disable CA5351 // The protocol prescribes MD5.
    private static byte[] MD5Of(string account, string secret, string timestamp) =>
        System.Security.Cryptography.MD5.HashData(
            Encoding.ASCII.GetBytes(account + new string('\0', 7) + secret + timestamp)
        );
#pragma warning restore CA5351
}
