using System.Text;
using Microsoft.AspNetCore.Http;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.CarrierSimulator.Mmsc;

/// <summary>Writes answers, right ones and wrong ones.</summary>
internal sealed class MmscAnswers(MmscServer server)
{
    private const int OversizeOctets = 1024 * 1024;
    private static readonly TimeSpan HalfPause = TimeSpan.FromMilliseconds(10);

    public async Task WriteAsync(
        HttpContext context,
        Mm7Message answer,
        MmscAnswerFault fault = MmscAnswerFault.None,
        int httpStatus = StatusCodes.Status200OK
    )
    {
        switch (fault)
        {
            case MmscAnswerFault.Cut:
                context.Abort();
                return;
            case MmscAnswerFault.Silence:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
                return;
            case MmscAnswerFault.HttpError:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                await WriteAsync(
                    context,
                    "text/html",
                    "<html><body>Internal error</body></html>"u8.ToArray()
                );
                return;
            case MmscAnswerFault.Garbage:
                await WriteAsync(context, "text/html", "<html><body>Welcome to the gateway"u8.ToArray());
                return;
        }

        var payload = Mm7Codec.Write(answer, server.Dialect);
        context.Response.StatusCode = httpStatus;
        await (
            fault switch
            {
                MmscAnswerFault.Half => WriteHalfAsync(context, payload),
                MmscAnswerFault.Oversize => WriteAsync(
                    context,
                    payload.ContentType,
                    [.. payload.Body, .. Encoding.ASCII.GetBytes(new string(' ', OversizeOctets))]
                ),
                _ => WriteAsync(context, payload.ContentType, payload.Body),
            }
        );
    }

    private async Task WriteAsync(HttpContext context, string contentType, byte[] body)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (!server.Behaviour.Values.OneOctetPackets)
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
            return;
        }

        for (var index = 0; index < body.Length; index++)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(index, 1), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static async Task WriteHalfAsync(HttpContext context, Mm7Payload payload)
    {
        context.Response.ContentType = payload.ContentType;
        context.Response.ContentLength = payload.Body.Length;
        await context.Response.Body.WriteAsync(
            payload.Body.AsMemory(0, payload.Body.Length / 2),
            context.RequestAborted
        );
        await context.Response.Body.FlushAsync(context.RequestAborted);
        // An abort throws away what the socket has not taken yet.
        await Task.Delay(HalfPause, context.RequestAborted);
        context.Abort();
    }
}
