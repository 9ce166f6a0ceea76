using System.Text;
using System.Text.Json;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Messages;
using Yixun.Carriers.Tests.Vectors;

namespace Yixun.Carriers.Tests.Mm7;

/// <summary>Messages that the tests of MM7 share.</summary>
internal static class Mm7Samples
{
    public const string EnvelopeType = "text/xml; charset=\"UTF-8\"";

    public static readonly byte[] Png =
    [
        .. new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13 },
        .. "IHDR"u8,
        .. new byte[] { 0, 0, 1, 0x40, 0, 0, 0, 0xF0, 8, 6, 0, 0, 0 },
    ];

    public static readonly byte[] Jpeg =
    [
        0xFF,
        0xD8,
        0xFF,
        0xE0,
        0,
        4,
        0x41,
        0x42,
        0xFF,
        0xFF,
        0xC2,
        0,
        17,
        8,
        0x01,
        0xE0,
        0x02,
        0x80,
        3,
    ];

    public static readonly byte[] Gif = [.. "GIF89a"u8, 0x0A, 0, 0x14, 0, 0xF7];

    public static IEnumerable<JsonElement> All => ProtocolVectors.Section("mm7_samples");

    public static JsonElement Named(string name) =>
        All.Single(sample => sample.GetProperty("name").GetString() == name);

    public static string Xml(string name) => Named(name).GetProperty("xml").GetString()!;

    public static byte[] Octets(string name) => Encoding.UTF8.GetBytes(Xml(name));

    public static Mm7Message Read(string xml) => Mm7EnvelopeReader.Read(Encoding.UTF8.GetBytes(xml));

    /// <summary>An envelope around any body, children without namespace.</summary>
    public static string Envelope(string body, string transaction = "T1") =>
        $"""<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header><TransactionID xmlns="urn:any">{transaction}</TransactionID></e:Header><e:Body>{body}</e:Body></e:Envelope>""";

    public static Mm7SubmitReq Submit(string transaction = "T1", Mm7Content? content = null) =>
        new()
        {
            TransactionId = transaction,
            VaspId = "901234",
            VasId = "10690000",
            SenderAddress = "106900001234",
            Recipients = Mm7Recipients.Only("13800138000"),
            ServiceCode = "YYTZ",
            DeliveryReport = true,
            Subject = "检验报告",
            Content = content,
        };

    public static Mm7SubmitReq FullSubmit() =>
        Submit() with
        {
            Recipients = new Mm7Recipients
            {
                To = [new("13800138000"), new("a@example.org", Mm7AddressForm.RFC2822Address)],
                Cc = [new("10086", Mm7AddressForm.ShortCode)],
                Bcc = [new("+8613900139000")],
            },
            LinkedId = "L<1>&",
            MessageClass = Mm7MessageClass.Informational,
            TimeStamp = Time(1),
            ReplyCharging = new Mm7ReplyCharging(1024, Time(2)),
            EarliestDeliveryTime = Time(3),
            ExpiryDate = Time(4),
            ReadReply = false,
            Priority = Mm7Priority.High,
            Subject = "行一\r\n行二 😀",
            ChargedParty = Mm7ChargedParty.ThirdParty,
            ChargedPartyId = "13700137000",
            DistributionIndicator = false,
        };

    public static DateTimeOffset Time(int minute) => new(2026, 7, 3, 9, minute, 1, TimeSpan.FromHours(8));
}
