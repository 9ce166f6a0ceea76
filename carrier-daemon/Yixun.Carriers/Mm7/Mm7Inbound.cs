using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Mm7;

/// <summary>
/// Takes requests of the MMSC from whatever HTTP server there is, which checks addresses and credentials before.
/// Thread-safe.
/// </summary>
public sealed class Mm7Inbound(Mm7InboundSettings settings, IMm7Handler handler)
{
    private static readonly Mm7Status Success = new(Mm7StatusCode.Success, "Success");
    private static readonly Mm7Status Later = new(Mm7StatusCode.ServerError, "Server error");

    /// <param name="contentType">Value of the HTTP header; null when absent.</param>
    /// <param name="body">Read to the limit of the settings.</param>
    /// <exception cref="OperationCanceledException">The caller gave up; the MMSC gets no answer and repeats.</exception>
    /// <exception cref="IOException">The body could not be read.</exception>
    public async Task<Mm7Answer> HandleAsync(
        string? contentType,
        Stream body,
        CancellationToken cancellationToken
    )
    {
        var octets = await Mm7BoundedBody.ReadAsync(body, settings.MaxBodyBytes, cancellationToken);
        if (octets is null)
        {
            return Refuse(413, "", Mm7StatusCode.MessageFormatCorrupt, "The message is too long");
        }

        Mm7Message request;
        try
        {
            request = Mm7Codec.Read(contentType, octets.Value);
        }
        catch (CarrierProtocolException exception)
        {
            return Refuse(400, "", Mm7StatusCode.MessageFormatCorrupt, exception.Message);
        }

        return request switch
        {
            Mm7DeliveryReportReq report => await TellAsync(
                handler.OnDeliveryReportAsync,
                report,
                status => new Mm7DeliveryReportRsp { TransactionId = report.TransactionId, Status = status },
                cancellationToken
            ),
            Mm7ReadReplyReq report => await TellAsync(
                handler.OnReadReplyAsync,
                report,
                status => new Mm7ReadReplyRsp { TransactionId = report.TransactionId, Status = status },
                cancellationToken
            ),
            Mm7DeliverReq message => await TellAsync(
                handler.OnDeliverAsync,
                message,
                status => new Mm7DeliverRsp { TransactionId = message.TransactionId, Status = status },
                cancellationToken
            ),
            _ => Refuse(
                500,
                request.TransactionId,
                Mm7StatusCode.UnsupportedOperation,
                "The operation is not supported"
            ),
        };
    }

    private async Task<Mm7Answer> TellAsync<T>(
        Func<T, CancellationToken, Task> tell,
        T message,
        Func<Mm7Status, Mm7Response> answer,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await tell(message, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Answer(503, answer(Later), "the handler failed", exception);
        }

        return Answer(200, answer(Success), null, null);
    }

    private Mm7Answer Refuse(int httpStatus, string transaction, int code, string problem) =>
        Answer(
            httpStatus,
            new Mm7Fault
            {
                TransactionId = transaction,
                Source = Mm7FaultSource.Vasp,
                FaultCode = "Client",
                FaultText = problem,
                Status = new Mm7Status(code, problem),
            },
            problem,
            null
        );

    private Mm7Answer Answer(int httpStatus, Mm7Message message, string? problem, Exception? failure)
    {
        var payload = Mm7Codec.Write(message, settings.Dialect);
        return new Mm7Answer(httpStatus, payload.ContentType, payload.Body, problem, failure);
    }
}
