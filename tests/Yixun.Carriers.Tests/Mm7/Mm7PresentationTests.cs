using System.Text;
using System.Xml.Linq;
using Xunit;
using Yixun.Carriers.Mm7.Media;

namespace Yixun.Carriers.Tests.Mm7;

public sealed class Mm7PresentationTests
{
    private const string Layout =
        """<head><layout><root-layout width="240" height="320"/><region id="Image" left="0" top="0" width="240" height="240" fit="meet"/><region id="Text" left="0" top="240" width="240" height="80" fit="scroll"/></layout></head>""";

    [Fact]
    public void Build_makes_one_par_a_slide()
    {
        var content = Mm7Presentation.Build([
            new Mm7Slide
            {
                MediaType = "image/jpg",
                Media = Mm7Samples.Jpeg,
                Text = "图",
            },
            new Mm7Slide
            {
                MediaType = "audio/amr",
                Media = new byte[] { 1 },
                Duration = TimeSpan.FromSeconds(12.5),
            },
            new Mm7Slide
            {
                MediaType = "VIDEO/3GPP",
                Media = new byte[] { 2 },
                Text = "v",
            },
            new Mm7Slide { Text = "完" },
        ]);
        var expected = $"""
            <smil>{Layout}<body>
            <par dur="5000ms"><img src="cid:slide1.jpg" region="Image"/><text src="cid:slide1.txt" region="Text"/></par>
            <par dur="12500ms"><audio src="cid:slide2.amr"/></par>
            <par dur="5000ms"><video src="cid:slide3.3gp" region="Image"/><text src="cid:slide3.txt" region="Text"/></par>
            <par dur="5000ms"><text src="cid:slide4.txt" region="Text"/></par>
            </body></smil>
            """;
        var smil = Encoding.UTF8.GetString(content.Smil!.Data.Span);
        Assert.Equal("application/smil", content.Smil.ContentType);
        Assert.Equal(
            XDocument.Parse(expected).ToString(SaveOptions.DisableFormatting),
            XDocument.Parse(smil).ToString(SaveOptions.DisableFormatting)
        );
        Assert.Equal(
            ["slide1.jpg", "slide1.txt", "slide2.amr", "slide3.3gp", "slide3.txt", "slide4.txt"],
            content.Parts.Select(part => part.Name)
        );
        Assert.Equal(
            ["image/jpeg", "text/plain", "audio/amr", "video/3gpp", "text/plain", "text/plain"],
            content.Parts.Select(part => part.ContentType)
        );
        Assert.Equal("图", Encoding.UTF8.GetString(content.Parts[1].Data.Span));
    }

    [Fact]
    public void Build_empty_or_unknown_slide_throws()
    {
        Assert.Throws<ArgumentException>(() => Mm7Presentation.Build([new Mm7Slide()]));
        Assert.Throws<ArgumentException>(() =>
            Mm7Presentation.Build([new Mm7Slide { MediaType = "application/pdf" }])
        );
    }
}
