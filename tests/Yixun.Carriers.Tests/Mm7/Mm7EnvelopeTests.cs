using System.Text;
using System.Xml.Linq;
using Xunit;
using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Tests.Mm7;

public sealed class Mm7EnvelopeTests
{
    private static readonly Mm7Status Refused = new(2007, "Message format corrupt", "line <1>");

    private static readonly Mm7Message[] Messages =
    [
        Mm7Samples.FullSubmit(),
        Mm7Samples.Submit(),
        new Mm7SubmitRsp
        {
            TransactionId = "T",
            Status = new(1000, "Success"),
            MessageId = "M1",
        },
        new Mm7SubmitRsp { TransactionId = "T", Status = Refused },
        new Mm7DeliverReq
        {
            TransactionId = "T",
            RelayServerId = "600003",
            VaspId = "901234",
            VasId = "1069",
            LinkedId = "L1",
            Sender = new("+8613800138000"),
            Recipients = Mm7Recipients.Only("1069"),
            TimeStamp = Mm7Samples.Time(5),
            ReplyChargingId = "R1",
            Priority = Mm7Priority.Normal,
            Subject = "你好",
        },
        new Mm7DeliverRsp
        {
            TransactionId = "T",
            Status = new(1000, "Success"),
            ServiceCode = "YYTZ",
        },
        new Mm7DeliveryReportReq
        {
            TransactionId = "T",
            Recipient = new("13800138000"),
            MessageId = "M1",
            StatusWord = "Expired",
        },
        new Mm7DeliveryReportRsp { TransactionId = "T", Status = Refused },
        new Mm7ReadReplyReq
        {
            TransactionId = "T",
            Sender = new("1069", Mm7AddressForm.ShortCode),
            Recipient = new("13800138000"),
            TimeStamp = Mm7Samples.Time(6),
            RelayServerId = "600003",
            MessageId = "M1",
            StatusWord = "Read",
            StatusText = "ok",
        },
        new Mm7ReadReplyRsp { TransactionId = "T", Status = Refused },
        new Mm7Fault
        {
            TransactionId = "T",
            Source = Mm7FaultSource.Vasp,
            FaultCode = "Client",
            FaultText = "corrupt",
            Status = Refused,
        },
        new Mm7Fault
        {
            TransactionId = "",
            Source = Mm7FaultSource.RelayServer,
            FaultCode = "Server",
            FaultText = "down",
        },
    ];

    public static TheoryData<int, bool> Indexes
    {
        get
        {
            var rows = new TheoryData<int, bool>();
            for (var index = 0; index < Messages.Length; index++)
            {
                rows.Add(index, true);
                rows.Add(index, false);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Indexes))]
    public void Write_then_read_gives_the_same_message(int index, bool qualified)
    {
        var dialect = new Mm7Dialect
        {
            Namespace = Mm7Dialect.Release5,
            Version = "5.3.0",
            QualifiedChildren = qualified,
        };
        var payload = Mm7Codec.Write(Messages[index], dialect);
        var read = Mm7Codec.Read(payload.ContentType, payload.Body);
        Assert.IsType(Messages[index].GetType(), read);
        Assert.Equivalent(Messages[index], read, true);
    }

    [Theory]
    [InlineData(true, "http://www.3gpp.org/ftp/Specs/archive/23_series/23.140/schema/REL-6-MM7-1-0")]
    [InlineData(false, "")]
    public void Write_puts_children_into_the_namespace_of_the_dialect(bool qualified, string expected)
    {
        var octets = Mm7EnvelopeWriter.Write(
            Mm7Samples.Submit(),
            new Mm7Dialect { QualifiedChildren = qualified }
        );
        var message = XDocument
            .Parse(Encoding.UTF8.GetString(octets))
            .Root!.Elements()
            .Last()
            .Elements()
            .Single();
        Assert.Equal(Mm7Dialect.Release6, message.Name.NamespaceName);
        Assert.All(message.Descendants(), child => Assert.Equal(expected, child.Name.NamespaceName));
    }

    [Fact]
    public void Write_keeps_the_order_of_the_schema()
    {
        var octets = Mm7EnvelopeWriter.Write(Mm7Samples.FullSubmit(), new Mm7Dialect(), "c1");
        var message = XDocument
            .Parse(Encoding.UTF8.GetString(octets))
            .Root!.Elements()
            .Last()
            .Elements()
            .Single();
        Assert.Equal(
            "MM7Version SenderIdentification Recipients ServiceCode LinkedID MessageClass TimeStamp ReplyCharging "
                + "EarliestDeliveryTime ExpiryDate DeliveryReport ReadReply Priority Subject ChargedParty ChargedPartyID "
                + "DistributionIndicator Content",
            string.Join(' ', message.Elements().Select(element => element.Name.LocalName))
        );
        Assert.Equal("cid:c1", message.Elements().Last().Attribute("href")!.Value);
        Assert.Equal(
            "2026-07-03T09:01:01+08:00",
            message.Elements().Single(element => element.Name.LocalName == "TimeStamp").Value
        );
    }

    [Fact]
    public void Write_text_that_xml_cannot_hold_throws() =>
        Assert.All(
            ["\u0001", "\uD83D", "\uDE00x"],
            subject =>
                Assert.Throws<ArgumentException>(() =>
                    Mm7EnvelopeWriter.Write(Mm7Samples.Submit() with { Subject = subject }, new Mm7Dialect())
                )
        );

    [Fact]
    public void Write_undefined_word_throws() =>
        Assert.Throws<ArgumentException>(() =>
            Mm7EnvelopeWriter.Write(Mm7Samples.Submit() with { Priority = (Mm7Priority)9 }, new Mm7Dialect())
        );

    [Fact]
    public void Read_gbk_text_labelled_utf8_gives_the_text()
    {
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var octets = gbk.GetBytes(Mm7Samples.Xml("mm7-submit-req"));
        Assert.Equal("检验报告", Assert.IsType<Mm7SubmitReq>(Mm7EnvelopeReader.Read(octets)).Subject);
    }

    [Theory]
    [InlineData("GB2312", "GB18030")]
    [InlineData("gbk", "GB18030")]
    [InlineData("UTF-16", "utf-16")]
    [InlineData("UTF-16", "utf-16BE")]
    public void Read_declared_encoding_gives_the_text(string declared, string encoding)
    {
        var codec =
            CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        var xml = Mm7Samples.Xml("mm7-submit-req").Replace("UTF-8", declared, StringComparison.Ordinal);
        byte[] octets = [.. codec.GetPreamble(), .. codec.GetBytes(xml)];
        Assert.Equal("检验报告", Assert.IsType<Mm7SubmitReq>(Mm7EnvelopeReader.Read(octets)).Subject);
    }

    [Fact]
    public void Read_report_of_china_mobile_takes_its_spelling_and_plain_addresses()
    {
        var report = Assert.IsType<Mm7ReadReplyReq>(
            Mm7Samples.Read(
                Mm7Samples.Envelope(
                    "<m:ReadReplyReq xmlns:m=\"urn:x\"><Sender>a@example.org</Sender><Recipient>13800138000</Recipient>"
                        + "<TimeStamp>2026-07-03T09:06:30</TimeStamp><MMSReplayServerID>600003</MMSReplayServerID>"
                        + "<MessageID> M1 </MessageID><MMStatus>deleted</MMStatus></m:ReadReplyReq>"
                )
            )
        );
        Assert.Equal(new Mm7Address("a@example.org", Mm7AddressForm.RFC2822Address), report.Sender);
        Assert.Equal(new Mm7Address("13800138000"), report.Recipient);
        Assert.Equal("600003", report.RelayServerId);
        Assert.Equal("M1", report.MessageId);
        Assert.Equal(Mm7ReadStatus.Deleted, report.ReadStatus);
        Assert.Equal(new DateTimeOffset(2026, 7, 3, 9, 6, 30, TimeSpan.FromHours(8)), report.TimeStamp);
    }

    [Fact]
    public void Read_read_status_of_other_mmscs_gives_the_word()
    {
        var report = Assert.IsType<Mm7ReadReplyReq>(
            Mm7Samples.Read(
                Mm7Samples.Envelope(
                    "<ReadReplyReq><Recipient><Number>1</Number></Recipient><TimeStamp>P7D</TimeStamp>"
                        + "<MessageID>M1</MessageID><ReadStatus>READ</ReadStatus></ReadReplyReq>"
                )
            )
        );
        Assert.Equal(Mm7ReadStatus.Read, report.ReadStatus);
        Assert.Null(report.TimeStamp);
    }

    [Fact]
    public void Read_error_without_soap_fault_gives_its_status()
    {
        var fault = Assert.IsType<Mm7Fault>(
            Mm7Samples.Read(
                Mm7Samples.Envelope(
                    "<RSErrorRsp><Status><StatusCode>4001</StatusCode><Details><A>x</A><B>y</B></Details></Status></RSErrorRsp>"
                )
            )
        );
        Assert.Equal(new Mm7Status(4001, "", "x y"), fault.Status);
        Assert.Equal(Mm7FaultSource.RelayServer, fault.Source);
    }

    [Theory]
    [InlineData("Retrieved", Mm7DeliveryStatus.Retrieved, true, true)]
    [InlineData("FORWARDED", Mm7DeliveryStatus.Forwarded, true, true)]
    [InlineData("expired", Mm7DeliveryStatus.Expired, true, false)]
    [InlineData("System Rejected", Mm7DeliveryStatus.Rejected, true, false)]
    [InlineData("Recipient Rejected", Mm7DeliveryStatus.Rejected, true, false)]
    [InlineData("Indeterminate", Mm7DeliveryStatus.Indeterminate, true, false)]
    [InlineData("Deferred", Mm7DeliveryStatus.Deferred, false, false)]
    [InlineData("1", Mm7DeliveryStatus.Unknown, false, false)]
    [InlineData("Lost", Mm7DeliveryStatus.Unknown, false, false)]
    public void Delivery_word_has_its_meaning(string word, Mm7DeliveryStatus status, bool final, bool success)
    {
        Assert.Equal(status, Mm7StatusWords.Delivery(word));
        Assert.Equal((final, success), (status.IsFinal(), status.IsSuccess()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no xml")]
    [InlineData("<Envelope/>")]
    [InlineData("<Envelope><Header><TransactionID>1</TransactionID></Header><Body/></Envelope>")]
    [InlineData(
        "<Envelope><Body><SubmitRsp><Status><StatusCode>1000</StatusCode></Status></SubmitRsp></Body></Envelope>"
    )]
    [InlineData("<Other><Body/></Other>")]
    [InlineData("<Envelope><Header>")]
    public void Read_what_is_no_message_is_refused(string xml) => AssertRefused(xml);

    [Theory]
    [InlineData("<CancelReq/>")]
    [InlineData("<SubmitRsp/>")]
    [InlineData("<SubmitRsp><Status><StatusCode>abc</StatusCode></Status></SubmitRsp>")]
    [InlineData("<SubmitRsp><Status><StatusCode>-104</StatusCode></Status></SubmitRsp>")]
    [InlineData("<DeliverReq/>")]
    [InlineData(
        "<DeliveryReportReq><Recipient>1</Recipient><MMStatus>Expired</MMStatus></DeliveryReportReq>"
    )]
    [InlineData("<DeliveryReportReq><Recipient>1</Recipient><MessageID>1</MessageID></DeliveryReportReq>")]
    [InlineData(
        "<DeliveryReportReq><MessageID>1</MessageID><MMStatus>Expired</MMStatus></DeliveryReportReq>"
    )]
    public void Read_message_without_what_it_needs_is_refused(string body) =>
        AssertRefused(Mm7Samples.Envelope(body));

    [Fact]
    public void Read_dtd_and_entities_is_refused()
    {
        var body = Mm7Samples.Envelope("<RSErrorRsp>&x;</RSErrorRsp>");
        AssertRefused($"<!DOCTYPE a []>{Mm7Samples.Envelope("<RSErrorRsp/>")}");
        AssertRefused($"<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/x.dtd\">{body}");
        AssertRefused($"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>{body}");
        var laughs = string.Concat(
            Enumerable
                .Range(1, 12)
                .Select(level =>
                    $"<!ENTITY l{level} \"{string.Concat(Enumerable.Repeat($"&l{level - 1};", 10))}\">"
                )
        );
        AssertRefused($"<!DOCTYPE a [<!ENTITY l0 \"ha\">{laughs}<!ENTITY x \"&l12;\">]>{body}");
        Assert.IsType<Mm7Fault>(Mm7Samples.Read(Mm7Samples.Envelope("<RSErrorRsp/>")));
    }

    [Fact]
    public void Read_deep_wide_or_long_document_is_refused()
    {
        AssertRefused(
            Mm7Samples.Envelope(
                string.Concat(Enumerable.Repeat("<a>", 100)) + string.Concat(Enumerable.Repeat("</a>", 100))
            )
        );
        AssertRefused(
            Mm7Samples.Envelope(
                $"<RSErrorRsp>{string.Concat(Enumerable.Repeat("<a/>", 20_000))}</RSErrorRsp>"
            )
        );
        AssertRefused(
            Mm7Samples.Envelope(
                $"<RSErrorRsp>{string.Concat(Enumerable.Repeat("x<?p?>", 20_000))}</RSErrorRsp>"
            )
        );
        AssertRefused(
            Mm7Samples.Envelope($"<RSErrorRsp>{new string('x', Mm7Element.MaxCharacters)}</RSErrorRsp>")
        );
        AssertRefused(Mm7Samples.Envelope("<RSErrorRsp/>", new string('1', 256)));
    }

    private static void AssertRefused(string xml) =>
        Assert.Throws<CarrierProtocolException>(() => Mm7Samples.Read(xml));
}
