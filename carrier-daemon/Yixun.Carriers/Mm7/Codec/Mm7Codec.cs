using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Mm7.Codec;

/// <summary>Messages with their media to HTTP bodies and back.</summary>
internal static class Mm7Codec
{
    public const string EnvelopeType = "text/xml; charset=\"UTF-8\"";

    /// <exception cref="ArgumentException">A value can't be put on the wire.</exception>
    public static Mm7Payload Write(Mm7Message message, Mm7Dialect dialect)
    {
        var content = ContentOf(message);
        if (content is null)
        {
            return new Mm7Payload(EnvelopeType, Mm7EnvelopeWriter.Write(message, dialect));
        }

        var envelope = Mm7EnvelopeWriter.Write(
            message,
            dialect,
            dialect.ContentReference ? Mm7MultipartWriter.ContentPartId : null
        );
        return Mm7MultipartWriter.Write(envelope, content, dialect);
    }

    /// <param name="contentType">Value of the HTTP header; a body without one is taken as XML.</param>
    /// <exception cref="CarrierProtocolException">The body can't be an MM7 message.</exception>
    public static Mm7Message Read(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (!Mm7MultipartReader.IsMultipart(contentType))
        {
            return Mm7EnvelopeReader.Read(body.Span);
        }

        var (envelope, content) = Mm7MultipartReader.Read(contentType!, body);
        return Mm7EnvelopeReader.Read(envelope.Span) switch
        {
            Mm7SubmitReq submit => submit with { Content = content },
            Mm7DeliverReq deliver => deliver with { Content = content },
            var other => other,
        };
    }

    private static Mm7Content? ContentOf(Mm7Message message) =>
        message switch
        {
            Mm7SubmitReq submit => submit.Content,
            Mm7DeliverReq deliver => deliver.Content,
            _ => null,
        };
}
