using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Mm7;

/// <summary>Answers of the MMSC to results. In doubt the message may have been taken and must not be repeated.</summary>
internal static class Mm7Results
{
    public static Mm7SubmitResult NotSent(string reason) =>
        new(new SubmitOutcome(SubmitOutcomeKind.NotSent, null, 0, reason), null);

    public static Mm7SubmitResult Uncertain(string reason, uint code = 0, Mm7Status? status = null) =>
        new(new SubmitOutcome(SubmitOutcomeKind.Uncertain, null, code, reason), status);

    /// <param name="http">HTTP status.</param>
    public static Mm7SubmitResult Read(
        string transaction,
        int http,
        string? contentType,
        ReadOnlyMemory<byte> body,
        IReadOnlySet<int> tryLaterCodes
    )
    {
        Mm7Message answer;
        try
        {
            answer = Mm7Codec.Read(contentType, body);
        }
        catch (CarrierProtocolException exception)
        {
            return http is >= 200 and < 300
                ? Uncertain($"unreadable answer: {exception.Message}")
                : Http(http);
        }

        if (answer is Mm7Fault fault)
        {
            return fault.TransactionId.Length > 0 && fault.TransactionId != transaction
                ? Uncertain("answer to another transaction")
                : Fault(fault, http, tryLaterCodes);
        }

        return answer.TransactionId != transaction ? Uncertain("answer to another transaction")
            : answer is Mm7SubmitRsp response ? Status(response.Status, response.MessageId, tryLaterCodes)
            : Uncertain("answer of another kind");
    }

    private static Mm7SubmitResult Status(
        Mm7Status status,
        string? messageId,
        IReadOnlySet<int> tryLaterCodes
    )
    {
        var code = (uint)status.Code;
        if (Mm7StatusCode.IsSuccess(status.Code))
        {
            // Without an id its reports can't be found.
            return messageId is null
                ? Uncertain("taken without MessageID", code, status)
                : new(new SubmitOutcome(SubmitOutcomeKind.Accepted, messageId, 0, null), status);
        }

        var kind =
            Mm7StatusCode.IsTryLater(status.Code) || tryLaterCodes.Contains(status.Code)
                ? SubmitOutcomeKind.FlowControl
                : SubmitOutcomeKind.Rejected;
        return new(new SubmitOutcome(kind, null, code, status.Text), status);
    }

    private static Mm7SubmitResult Fault(Mm7Fault fault, int http, IReadOnlySet<int> tryLaterCodes)
    {
        if (fault.Status is { } status)
        {
            return Mm7StatusCode.IsSuccess(status.Code)
                ? Uncertain("fault with a code of success", (uint)status.Code, status)
                : Status(status, null, tryLaterCodes);
        }

        // A fault of the server can come after it took the message; only the client's fault is a plain refusal.
        return fault.FaultCode.Split('.')[0] == "Client"
            ? new(
                new SubmitOutcome(
                    SubmitOutcomeKind.Rejected,
                    null,
                    (uint)http,
                    $"SOAP fault: {fault.FaultText}"
                ),
                null
            )
            : Uncertain($"SOAP fault: {fault.FaultText}", (uint)http);
    }

    /// <summary>
    /// 429 and 503 say "later", 3xx and other 4xx "no". 408 and the other 5xx leave open what happened behind the HTTP
    /// server.
    /// </summary>
    private static Mm7SubmitResult Http(int status)
    {
        var kind = status switch
        {
            429 or 503 => SubmitOutcomeKind.FlowControl,
            408 => SubmitOutcomeKind.Uncertain,
            >= 300 and < 500 => SubmitOutcomeKind.Rejected,
            _ => SubmitOutcomeKind.Uncertain,
        };
        return new(new SubmitOutcome(kind, null, (uint)status, $"HTTP status {status}"), null);
    }
}
