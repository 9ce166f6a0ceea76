using System.Text;
using Xunit;
using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Media;

namespace Yixun.Carriers.Tests.Mm7;

/// <summary>Spoiled bodies are read or refused. The seed is new each time and named by a failure.</summary>
public sealed class Mm7FuzzTests
{
    private const int Inputs = 15_000;

    private static readonly string[] Fragments =
    [
        "<",
        "</",
        "/>",
        "&#0;",
        "&x;",
        "<![CDATA[",
        "<!--",
        "<?xml version=\"1.1\"?>",
        "\r\n\r\n",
        "\r\n--",
        "--\r\n",
        "Content-Type: multipart/mixed; boundary=\"\"\r\n",
        "Content-Type: message/rfc822\r\n\r\n",
        "Content-Type: message/partial; id=x; number=1\r\n\r\n",
        "Content-Transfer-Encoding: base64\r\n",
        "Content-Transfer-Encoding: x-uuencode\r\n",
        "Content-Transfer-Encoding: quoted-printable\r\n",
        "Content-Type: text/plain; charset*0=\"a\"; name*=x''%\r\n",
        "=?utf-8?b?",
        "\0",
        "\uFFFF",
    ];

    [Fact]
    public void Codec_reads_or_refuses_every_spoiled_body()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var corpus = Corpus();
        var (understood, refused) = (0, 0);
        for (var input = 0; input < Inputs; input++)
        {
            var (contentType, body) = corpus[random.Next(corpus.Count)];
            var spoiledType = random.Next(8) == 0 ? SpoilText(contentType, random) : contentType;
            var spoiled = Spoil(body, random);
            try
            {
                Mm7Codec.Read(spoiledType, spoiled);
                understood++;
            }
            catch (CarrierProtocolException)
            {
                refused++;
            }
            catch (Exception exception)
            {
                Assert.Fail(
                    $"seed {seed}, input {input}: {exception}\n{spoiledType}\n{Convert.ToBase64String(spoiled)}"
                );
            }
        }

        Assert.True(understood > Inputs / 20 && refused > Inputs / 20, $"{understood} {refused}");
    }

    private static List<(string ContentType, byte[] Body)> Corpus()
    {
        var content = Mm7Presentation.Build([
            new Mm7Slide
            {
                MediaType = "image/gif",
                Media = Mm7Samples.Gif,
                Text = "你好",
            },
        ]);
        var submit = Mm7Samples.FullSubmit() with { Content = content };
        var binary = Mm7Codec.Write(submit, new Mm7Dialect());
        var base64 = Mm7Codec.Write(submit, new Mm7Dialect { Base64 = true, QualifiedChildren = false });
        return
        [
            .. Mm7Samples.All.Select(sample =>
                (Mm7Samples.EnvelopeType, Encoding.UTF8.GetBytes(sample.GetProperty("xml").GetString()!))
            ),
            (binary.ContentType, binary.Body),
            (base64.ContentType, base64.Body),
            (binary.ContentType, binary.Body),
            (base64.ContentType, base64.Body),
        ];
    }

    private static byte[] Spoil(byte[] body, Random random)
    {
        var octets = body.ToList();
        for (var change = random.Next(1, 5); change > 0 && octets.Count > 0; change--)
        {
            var at = random.Next(octets.Count);
            switch (random.Next(6))
            {
                case 0:
                    octets[at] = (byte)random.Next(256);
                    break;
                case 1:
                    octets.RemoveRange(at, Math.Min(random.Next(1, 60), octets.Count - at));
                    break;
                case 2:
                    octets.RemoveRange(at, random.Next(8) == 0 ? octets.Count - at : 1);
                    break;
                case 3:
                    octets.InsertRange(at, Encoding.UTF8.GetBytes(Fragments[random.Next(Fragments.Length)]));
                    break;
                case 4:
                    var from = random.Next(octets.Count);
                    octets.InsertRange(
                        at,
                        octets.GetRange(from, Math.Min(random.Next(200), octets.Count - from))
                    );
                    break;
                default:
                    octets[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. octets];
    }

    private static string SpoilText(string text, Random random) =>
        Encoding.Latin1.GetString(Spoil(Encoding.Latin1.GetBytes(text), random));
}
