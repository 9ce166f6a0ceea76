using System.Text;
using System.Text.RegularExpressions;
using Xunit;
using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Media;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Tests.Mm7;

public sealed class Mm7MultipartTests
{
    private const string Boundary = "boundary=\"([^\"]+)\"";

    private const string DeliverBody =
        "<DeliverReq><Sender><Number>+8613800138000</Number></Sender><Recipients><To><ShortCode>1069</ShortCode></To></Recipients><Subject>s</Subject></DeliverReq>";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_then_read_gives_the_same_media(bool base64)
    {
        var random = new Random(7);
        var endings = new[] { "", "\n", "\r\n", "\r", "--", "\r\n--" };
        foreach (var ending in endings)
        {
            var noise = new byte[5000];
            random.NextBytes(noise);
            var slides = new[]
            {
                new Mm7Slide
                {
                    MediaType = "image/png",
                    Media = (byte[])[.. Mm7Samples.Png, .. noise, .. Encoding.ASCII.GetBytes(ending)],
                    Text = $"第一行\n第二行\r\n😀{ending}",
                },
                new Mm7Slide { Text = "二" },
            };
            var content = Mm7Presentation.Build(slides);
            var payload = Mm7Codec.Write(
                Mm7Samples.Submit(content: content),
                new Mm7Dialect { Base64 = base64 }
            );
            var read = Assert.IsType<Mm7SubmitReq>(Mm7Codec.Read(payload.ContentType, payload.Body));
            Assert.Equal("检验报告", read.Subject);
            AssertSame(content.Smil!, read.Content!.Smil!);
            Assert.Equal(content.Parts.Count, read.Content.Parts.Count);
            foreach (var (expected, actual) in content.Parts.Zip(read.Content.Parts))
            {
                AssertSame(expected, actual);
            }
        }
    }

    [Fact]
    public void Write_puts_envelope_then_smil_then_media_with_ids()
    {
        var content = Mm7Presentation.Build([
            new Mm7Slide
            {
                MediaType = "image/gif",
                Media = Mm7Samples.Gif,
                Text = "t",
            },
        ]);
        var payload = Mm7Codec.Write(Mm7Samples.Submit(content: content), new Mm7Dialect());
        var boundary = Regex.Match(payload.ContentType, Boundary).Groups[1].Value;
        Assert.Equal(
            $"multipart/related; boundary=\"{boundary}\"; type=\"text/xml\"; start=\"<mm7-envelope>\"",
            payload.ContentType
        );
        var body = Encoding.Latin1.GetString(payload.Body);
        var inner = Regex.Match(body, Boundary).Groups[1].Value;
        Assert.NotEqual(boundary, inner);
        Assert.StartsWith($"--{boundary}\r\n", body, StringComparison.Ordinal);
        Assert.EndsWith($"--{inner}--\r\n\r\n--{boundary}--\r\n", body, StringComparison.Ordinal);
        Assert.Equal(
            ["<mm7-envelope>", "<mm7-content>", "<presentation.smil>", "<slide1.gif>", "<slide1.txt>"],
            Regex.Matches(body, "Content-ID: (.+)\r\n").Select(match => match.Groups[1].Value)
        );
        Assert.Equal(
            ["presentation.smil", "slide1.gif", "slide1.txt"],
            Regex.Matches(body, "Content-Location: (.+)\r\n").Select(match => match.Groups[1].Value)
        );
        var related = Regex.Match(body, "Content-Type: multipart/related[^\r]*").Value;
        Assert.Contains("type=\"application/smil\"", related, StringComparison.Ordinal);
        Assert.Contains("start=\"<presentation.smil>\"", related, StringComparison.Ordinal);
        Assert.Contains("<Content href=\"cid:mm7-content\"", body, StringComparison.Ordinal);
        Assert.DoesNotMatch("\n[ \t]", body);
        Assert.Contains("Content-Type: image/gif; name=\"slide1.gif\"\r\n", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_without_content_reference_or_smil_leaves_them_out()
    {
        var content = new Mm7Content
        {
            Parts =
            [
                new Mm7Part
                {
                    ContentType = "image/gif",
                    Name = "a.gif",
                    Data = Mm7Samples.Gif,
                },
            ],
        };
        var payload = Mm7Codec.Write(
            Mm7Samples.Submit(content: content),
            new Mm7Dialect { ContentReference = false }
        );
        var body = Encoding.Latin1.GetString(payload.Body);
        Assert.DoesNotContain("<Content", body, StringComparison.Ordinal);
        Assert.Contains("Content-Type: multipart/mixed;", body, StringComparison.Ordinal);
        var read = Assert.IsType<Mm7SubmitReq>(Mm7Codec.Read(payload.ContentType, payload.Body));
        Assert.Null(read.Content!.Smil);
        AssertSame(content.Parts[0], Assert.Single(read.Content.Parts));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("名")]
    [InlineData("a\r\nX: y")]
    [InlineData("a>b")]
    public void Write_name_that_no_header_holds_throws(string name) =>
        Assert.Throws<ArgumentException>(() => WritePart("image/gif", name));

    [Theory]
    [InlineData("image")]
    [InlineData("image/gif; x=y")]
    [InlineData("image/\"gif")]
    [InlineData(" image/gif")]
    [InlineData("image/gif\r\nX: y")]
    public void Write_type_that_is_none_throws(string type) =>
        Assert.Throws<ArgumentException>(() => WritePart(type, "a.gif"));

    [Fact]
    public void Write_content_without_parts_throws() =>
        Assert.Throws<ArgumentException>(() =>
            Mm7Codec.Write(Mm7Samples.Submit(content: new Mm7Content { Parts = [] }), new Mm7Dialect())
        );

    [Fact]
    public void Read_deliver_of_china_mobile_gives_the_media()
    {
        const string outer = "----------------------------------------------";
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        byte[] body =
        [
            .. Ascii(
                $"--{outer}\r\nContent-Type:text/xml;charset=\"UTF-8\"\r\nContent-Transfer-Encoding:8bit\r\n"
            ),
            .. Ascii($"Content-ID:</tnn-200102/mm7-vasp>\r\n\r\n{Mm7Samples.Envelope(DeliverBody)}\r\n"),
            .. Ascii(
                $"--{outer}\r\nContent-Type: multipart/related; type=\"application/smil\"; boundary=in\r\n\r\n"
            ),
            .. Ascii("--in\r\nContent-Type: application/smil\r\nContent-ID: <START>\r\n\r\n<smil/>\r\n"),
            .. Ascii("--in\r\nContent-Type: text/plain; charset=GB2312\r\nContent-Location: a.txt\r\n\r\n"),
            .. gbk.GetBytes("你好"),
            .. Ascii(
                "\r\n--in\r\nContent-Type: IMAGE/GIF; name=p.gif\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            ),
            .. Ascii($"{Convert.ToBase64String(Mm7Samples.Gif)}\r\n--in--\r\n--{outer}--\r\n"),
        ];
        var deliver = Assert.IsType<Mm7DeliverReq>(
            Mm7Codec.Read(
                $"multipart/related; boundary=\"{outer}\"; type=\"text/xml\"; start=\"</tnn-200102/mm7-vasp>\"",
                body
            )
        );
        Assert.Equal("+8613800138000", deliver.Sender.Value);
        Assert.Equal([new Mm7Address("1069", Mm7AddressForm.ShortCode)], deliver.Recipients.To);
        Assert.Equal("START", deliver.Content!.Smil!.ContentId);
        Assert.Equal(["a.txt", "p.gif"], deliver.Content.Parts.Select(part => part.Name));
        var text = deliver.Content.Parts[0];
        Assert.Equal("你好", Mm7Text.Decode(text.Data.Span, text.Charset));
        Assert.Equal("image/gif", deliver.Content.Parts[1].ContentType);
        Assert.Equal(Mm7Samples.Gif, deliver.Content.Parts[1].Data.ToArray());
    }

    [Fact]
    public void Read_start_names_the_envelope_wherever_it_lies()
    {
        var body = Ascii(
            "--b\r\nContent-Type: text/xml\r\nContent-ID: <other>\r\n\r\n<no-envelope/>\r\n"
                + $"--b\r\nContent-Type: text/xml\r\nContent-ID: <e>\r\n\r\n{Mm7Samples.Envelope(DeliverBody)}\r\n--b--"
        );
        var deliver = Assert.IsType<Mm7DeliverReq>(
            Mm7Codec.Read("multipart/related; boundary=b; start=\"<e>\"", body)
        );
        Assert.Equal("other", Assert.Single(deliver.Content!.Parts).Name);
    }

    [Theory]
    [InlineData("multipart/related", "--b\r\n\r\nx\r\n--b--", "no boundary parameter")]
    [InlineData("multipart/related; boundary=\"\"", "--b\r\n\r\nx\r\n--b--", "no boundary parameter")]
    [InlineData(
        "multipart/related; boundary=b",
        "--b\r\nContent-Type: text/xml\r\n\r\n<a/>",
        "no closing boundary"
    )]
    [InlineData("multipart/related; boundary=b", "", "no closing boundary")]
    [InlineData("multipart/related; boundary=b", "--b--", "no part")]
    [InlineData("multipart/related; boundary=b\r\nX: y", "--b--", "Content-Type")]
    [InlineData("multipart/related; boundary=b", "--b\r\nContent-Type: text/xml\r\n\r\n<a>\r\n--b--", "XML")]
    public void Read_malformed_multipart_says_what_is_wrong(string contentType, string body, string expected)
    {
        var exception = Assert.Throws<CarrierProtocolException>(() =>
            Mm7Codec.Read(contentType, Ascii(body))
        );
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_more_parts_than_any_message_has_is_refused()
    {
        var body = Ascii(string.Concat(Enumerable.Repeat("--b\r\n\r\nx\r\n", 1000)) + "--b--");
        var exception = Assert.Throws<CarrierProtocolException>(() =>
            Mm7Codec.Read("multipart/related; boundary=b", body)
        );
        Assert.Contains("100 parts", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_nested_multiparts_without_end_is_refused()
    {
        var nested = new StringBuilder();
        for (var level = 0; level < 2000; level++)
        {
            nested
                .Append("--b")
                .Append(level)
                .Append("\r\nContent-Type: multipart/mixed; boundary=b")
                .Append(level + 1)
                .Append("\r\n\r\n");
        }

        Assert.Throws<CarrierProtocolException>(() =>
            Mm7Codec.Read("multipart/related; boundary=b0", Ascii($"{nested}--b0--"))
        );
    }

    private static void WritePart(string type, string name) =>
        Mm7Codec.Write(
            Mm7Samples.Submit(
                content: new Mm7Content
                {
                    Parts =
                    [
                        new Mm7Part
                        {
                            ContentType = type,
                            Name = name,
                            Data = Mm7Samples.Gif,
                        },
                    ],
                }
            ),
            new Mm7Dialect()
        );

    private static void AssertSame(Mm7Part expected, Mm7Part actual)
    {
        Assert.Equal(expected.ContentType, actual.ContentType);
        Assert.Equal(expected.Name, actual.Name);
        Assert.Equal(expected.Name, actual.ContentId);
        Assert.Equal(expected.Charset, actual.Charset);
        Assert.Equal(expected.Data.ToArray(), actual.Data.ToArray());
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
