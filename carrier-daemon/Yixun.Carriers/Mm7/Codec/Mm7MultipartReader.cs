using System.Text;
using MimeKit;
using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Mm7.Codec;

/// <summary>multipart/related bodies to the envelope and the media, however deep they are nested.</summary>
internal static class Mm7MultipartReader
{
    public static bool IsMultipart(string? contentType) =>
        contentType is not null
        && contentType.AsSpan().TrimStart().StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="CarrierProtocolException">No boundary, no closing boundary, no part that could be the envelope.</exception>
    public static (ReadOnlyMemory<byte> Envelope, Mm7Content? Content) Read(
        string contentType,
        ReadOnlyMemory<byte> body
    )
    {
        if (
            contentType.AsSpan().ContainsAnyExceptInRange(' ', '~')
            || !ContentType.TryParse(contentType, out var type)
        )
        {
            throw new CarrierProtocolException("The Content-Type can't be read.");
        }

        if (string.IsNullOrEmpty(type.Boundary))
        {
            throw new CarrierProtocolException("The multipart body has no boundary parameter.");
        }

        // RFC 2046 §5.1.1; without it the last medium may be cut.
        if (body.Span.LastIndexOf(Encoding.Latin1.GetBytes($"--{type.Boundary}--")) < 0)
        {
            throw new CarrierProtocolException("The multipart body has no closing boundary.");
        }

        try
        {
            return Split(type, contentType, body);
        }
        catch (Exception exception)
            when (exception
                    is FormatException
                        or IOException
                        or ArgumentException
                        or NotSupportedException
                        or InvalidOperationException
            )
        {
            throw new CarrierProtocolException("The multipart body can't be read.", exception);
        }
    }

    private static (ReadOnlyMemory<byte> Envelope, Mm7Content? Content) Split(
        ContentType type,
        string contentType,
        ReadOnlyMemory<byte> body
    )
    {
        var head = Encoding.ASCII.GetBytes($"Content-Type: {contentType}\r\n\r\n");
        using var stream = new MemoryStream([.. head, .. body.Span], false);
        using var entity = new Mm7MimeParser(stream).ParseEntity();
        var parts = new List<MimeEntity>();
        Flatten(entity, parts);
        var envelope = Envelope(parts, type.Parameters["start"]);
        var octets = Octets(envelope);
        var media = parts.Where(part => part != envelope).Select(Part).ToList();
        if (media.Count == 0)
        {
            return (octets, null);
        }

        var smil = media.FirstOrDefault(part => part.ContentType == "application/smil");
        return (octets, new Mm7Content { Smil = smil, Parts = [.. media.Where(part => part != smil)] });
    }

    private static void Flatten(MimeEntity entity, List<MimeEntity> parts)
    {
        if (entity is not Multipart multipart)
        {
            parts.Add(entity);
            return;
        }

        foreach (var child in multipart)
        {
            Flatten(child, parts);
        }
    }

    private static MimeEntity Envelope(List<MimeEntity> parts, string? start)
    {
        var id = Bare(start);
        return (id is null ? null : parts.Find(part => Id(part) == id))
            ?? parts.Find(part => part.ContentType.IsMimeType("text", "xml"))
            ?? parts.FirstOrDefault()
            ?? throw new CarrierProtocolException("The multipart body has no part.");
    }

    private static Mm7Part Part(MimeEntity entity)
    {
        var id = Id(entity);
        return new Mm7Part
        {
            ContentType = entity.ContentType.MimeType.ToLowerInvariant(),
            Charset = entity.ContentType.Charset,
            ContentId = id,
            Name =
                NotEmpty(entity.Headers[HeaderId.ContentLocation])
                ?? NotEmpty(entity.ContentType.Name)
                ?? NotEmpty(entity.ContentDisposition?.FileName)
                ?? id
                ?? "",
            Data = Octets(entity),
        };
    }

    private static ReadOnlyMemory<byte> Octets(MimeEntity entity)
    {
        using var output = new MemoryStream();
        if (entity is MimePart part)
        {
            part.Content?.DecodeTo(output);
        }
        else
        {
            entity.WriteTo(output, true);
        }

        return output.ToArray();
    }

    /// <summary>As written: China Mobile's ids ("/tnn-200102/mm7-vasp") are no message ids of RFC 822.</summary>
    private static string? Id(MimeEntity entity) => Bare(entity.Headers[HeaderId.ContentId]);

    private static string? Bare(string? id) => NotEmpty(id?.Trim().TrimStart('<').TrimEnd('>'));

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
