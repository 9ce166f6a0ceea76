using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Mm7.Codec;

/// <summary>The envelope and the content as multipart/related (RFC 2387): the envelope first, in the content SMIL first.</summary>
internal static class Mm7MultipartWriter
{
    public const string EnvelopePartId = "mm7-envelope";
    public const string ContentPartId = "mm7-content";

    private static readonly FormatOptions Format = CreateFormat();

    /// <exception cref="ArgumentException">There is no part, or a name or type can't stand in a header.</exception>
    public static Mm7Payload Write(byte[] envelope, Mm7Content content, Mm7Dialect dialect)
    {
        if (content.Parts.Count == 0)
        {
            throw new ArgumentException("Content has at least one part.", nameof(content));
        }

        using var soap = Part(Mm7Codec.EnvelopeType, EnvelopePartId, envelope, ContentEncoding.EightBit);
        using var inner = ContentPart(content, dialect);
        Set(inner, "Content-ID", $"<{ContentPartId}>");
        using var whole = Multipart("related", ("text/xml", EnvelopePartId), [soap, inner]);
        using var output = new MemoryStream();
        whole.WriteTo(Format, output, true);
        return new Mm7Payload(whole.Headers[HeaderId.ContentType]!, output.ToArray());
    }

    private static Multipart ContentPart(Mm7Content content, Mm7Dialect dialect)
    {
        var media = content.Parts.Select(part => Media(part, dialect));
        return content.Smil is { } smil
            ? Multipart(
                "related",
                (smil.ContentType, smil.ContentId ?? smil.Name),
                [Media(smil, dialect), .. media]
            )
            : Multipart("mixed", null, media);
    }

    private static Multipart Multipart(
        string subtype,
        (string Type, string Id)? start,
        IEnumerable<MimeEntity> parts
    )
    {
        var boundary = $"yixun-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}";
        var multipart = new Multipart(subtype) { Boundary = boundary };
        foreach (var part in parts)
        {
            multipart.Add(part);
        }

        var root = start is { } first ? $"; type=\"{first.Type}\"; start=\"<{first.Id}>\"" : "";
        Set(multipart, "Content-Type", $"multipart/{subtype}; boundary=\"{boundary}\"{root}");
        return multipart;
    }

    private static MimePart Media(Mm7Part part, Mm7Dialect dialect)
    {
        if (!ContentType.TryParse(part.ContentType, out var type) || type.MimeType != part.ContentType)
        {
            throw new ArgumentException("A part's content type is type/subtype.", nameof(part));
        }

        var id = part.ContentId ?? part.Name;
        Require(part.Name);
        Require(id);
        Require(part.Charset ?? "none");
        var charset = part.Charset is null ? "" : $"; charset=\"{part.Charset}\"";
        var media = Part(
            $"{part.ContentType}{charset}; name=\"{part.Name}\"",
            id,
            part.Data.ToArray(),
            dialect.Base64 ? ContentEncoding.Base64 : ContentEncoding.Binary
        );
        Set(media, "Content-Location", part.Name);
        return media;
    }

    private static MimePart Part(string contentType, string id, byte[] data, ContentEncoding encoding)
    {
        var part = new MimePart
        {
            Content = new MimeContent(new MemoryStream(data, false)),
            ContentTransferEncoding = encoding,
        };
        Set(part, "Content-Type", contentType);
        Set(part, "Content-ID", $"<{id}>");
        return part;
    }

    /// <summary>Writes a header on one line as it is: not every MMSC unfolds lines or decodes words.</summary>
    private static void Set(MimeEntity entity, string field, string value)
    {
        var header = new Header(field, value);
        header.SetRawValue(Encoding.ASCII.GetBytes($" {value}\r\n"));
        entity.Headers.Replace(header);
    }

    private static void Require(string name)
    {
        if (
            name.Length is 0 or > 100
            || name.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0
            || name.AsSpan().IndexOfAny("<>\"\\") >= 0
        )
        {
            throw new ArgumentException(
                "Names of parts have 1 to 100 visible ASCII characters without quotes, backslashes and angle brackets.",
                nameof(name)
            );
        }
    }

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
