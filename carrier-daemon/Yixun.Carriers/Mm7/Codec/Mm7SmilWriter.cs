using System.Globalization;
using System.Text;
using System.Xml;

namespace Yixun.Carriers.Mm7.Codec;

/// <summary>Slides to the SMIL that handsets share (OMA MMS Conformance Document): regions Image and Text, one par a slide.</summary>
internal static class Mm7SmilWriter
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(false, true),
        OmitXmlDeclaration = true,
        CloseOutput = false,
    };

    public static byte[] Write(IReadOnlyList<Mm7SmilSlide> slides)
    {
        using var output = new MemoryStream();
        using (var xml = XmlWriter.Create(output, Settings))
        {
            xml.WriteStartElement("smil");
            Head(xml);
            xml.WriteStartElement("body");
            foreach (var slide in slides)
            {
                Slide(xml, slide);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return output.ToArray();
    }

    private static void Head(XmlWriter xml)
    {
        xml.WriteStartElement("head");
        xml.WriteStartElement("layout");
        xml.WriteStartElement("root-layout");
        xml.WriteAttributeString("width", "240");
        xml.WriteAttributeString("height", "320");
        xml.WriteEndElement();
        Region(xml, "Image", "0", "240", "meet");
        Region(xml, "Text", "240", "80", "scroll");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Region(XmlWriter xml, string id, string top, string height, string fit)
    {
        xml.WriteStartElement("region");
        xml.WriteAttributeString("id", id);
        xml.WriteAttributeString("left", "0");
        xml.WriteAttributeString("top", top);
        xml.WriteAttributeString("width", "240");
        xml.WriteAttributeString("height", height);
        xml.WriteAttributeString("fit", fit);
        xml.WriteEndElement();
    }

    private static void Slide(XmlWriter xml, Mm7SmilSlide slide)
    {
        xml.WriteStartElement("par");
        var milliseconds = (long)slide.Duration.TotalMilliseconds;
        xml.WriteAttributeString("dur", string.Create(CultureInfo.InvariantCulture, $"{milliseconds}ms"));
        if (slide.Media is { } media)
        {
            var element = slide.MediaType.Split('/')[0] switch
            {
                "image" => "img",
                "audio" => "audio",
                "video" => "video",
                _ => "ref",
            };
            Reference(xml, element, media, element == "audio" ? null : "Image");
        }

        if (slide.Sound is { } sound)
        {
            Reference(xml, "audio", sound, null);
        }

        if (slide.Text is { } text)
        {
            Reference(xml, "text", text, "Text");
        }

        xml.WriteEndElement();
    }

    private static void Reference(XmlWriter xml, string element, string contentId, string? region)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString("src", $"cid:{contentId}");
        if (region is not null)
        {
            xml.WriteAttributeString("region", region);
        }

        xml.WriteEndElement();
    }
}
