using System.Net;
using System.Net.Http.Headers;
using Yixun.Carriers.Mm7.Codec;

namespace Yixun.Carriers.Mm7;

/// <summary>A request body that can be written once, and knows whether it was. It has a length, so it is never chunked.</summary>
internal sealed class Mm7RequestContent : HttpContent
{
    private const int Waiting = 0;
    private const int Written = 1;
    private const int Given = 2;

    private readonly byte[] _body;
    private int _state;

    public Mm7RequestContent(Mm7Payload payload)
    {
        _body = payload.Body;
        Headers.ContentType = MediaTypeHeaderValue.Parse(payload.ContentType);
        Headers.TryAddWithoutValidation("Content-Transfer-Encoding", "8bit");
    }

    /// <summary>Sees to it that nothing is written any more.</summary>
    /// <returns>True when nothing of the body was ever written: the MMSC can't have the request.</returns>
    public bool GiveUp() => Interlocked.CompareExchange(ref _state, Given, Waiting) != Written;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        if (Interlocked.CompareExchange(ref _state, Written, Waiting) != Waiting)
        {
            throw new InvalidOperationException("A request is written once.");
        }

        await stream.WriteAsync(_body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
