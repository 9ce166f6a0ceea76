using System.Security.Cryptography;
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

        using var whole = Multipart("related", "text/xml", EnvelopePartId);
        var soap = new MimePart("text", "xml")
        {
            Content = new MimeContent(new MemoryStream(envelope, false)),
            ContentTransferEncoding = ContentEncoding.EightBit,
        };
        soap.ContentType.Charset = "UTF-8";
        soap.Headers.Replace(HeaderId.ContentId, $"<{EnvelopePartId}>");
        whole.Add(soap);
        whole.Add(ContentPart(content, dialect));

        using var output = new MemoryStream();
        whole.WriteTo(Format, output, true);
        return new Mm7Payload(
            $"multipart/related; boundary=\"{whole.Boundary}\"; type=\"text/xml\"; start=\"<{EnvelopePartId}>\"",
            output.ToArray()
        );
    }

    private static Multipart ContentPart(Mm7Content content, Mm7Dialect dialect)
    {
        var smil = content.Smil;
        var parts = smil is null
            ? Multipart("mixed", null, null)
            : Multipart("related", smil.ContentType, smil.ContentId ?? smil.Name);
        parts.Headers.Replace(HeaderId.ContentId, $"<{ContentPartId}>");
        if (smil is not null)
        {
            parts.Add(Media(smil, dialect));
        }

        foreach (var part in content.Parts)
        {
            parts.Add(Media(part, dialect));
        }

        return parts;
    }

    private static Multipart Multipart(string subtype, string? type, string? start)
    {
        var multipart = new Multipart(subtype)
        {
            Boundary = $"yixun-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}",
        };
        if (type is not null)
        {
            multipart.ContentType.Parameters.Add("type", type);
            multipart.ContentType.Parameters.Add("start", $"<{start}>");
        }

        return multipart;
    }

    private static MimePart Media(Mm7Part part, Mm7Dialect dialect)
    {
        if (!ContentType.TryParse(part.ContentType, out var type) || type.Parameters.Count > 0)
        {
            throw new ArgumentException("A part's content type is type/subtype.", nameof(part));
        }

        var id = part.ContentId ?? part.Name;
        Require(part.Name);
        Require(id);
        var media = new MimePart(type)
        {
            Content = new MimeContent(new MemoryStream(part.Data.ToArray(), false)),
            ContentTransferEncoding = dialect.Base64 ? ContentEncoding.Base64 : ContentEncoding.Binary,
        };
        if (part.Charset is { } charset)
        {
            Require(charset);
            media.ContentType.Charset = charset;
        }

        media.ContentType.Name = part.Name;
        media.Headers.Replace(HeaderId.ContentId, $"<{id}>");
        media.Headers.Replace(HeaderId.ContentLocation, part.Name);
        return media;
    }

    private static void Require(string name)
    {
        if (
            name.Length is 0 or > 100
            || name.AsSpan().IndexOfAnyExceptInRange('!', '~') >= 0
            || name.AsSpan().IndexOfAny('<', '>', '"') >= 0
        )
        {
            throw new ArgumentException(
                "Names of parts have 1 to 100 visible ASCII characters without quotes and angle brackets.",
                nameof(name)
            );
        }
    }

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.AlwaysQuoteParameterValues = true;
        // Not every MMSC unfolds headers.
        format.MaxLineLength = 998;
        return format;
    }
}
