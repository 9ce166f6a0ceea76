using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Messages;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Mmsc;

/// <summary>Takes or refuses what VASPs post, as the behaviour says.</summary>
internal sealed class MmscReception(MmscServer server, MmscAuthenticator authenticator)
{
    /// <summary>Envelope, headers and base64 on top of the media.</summary>
    private const int EnvelopeRoom = 640 * 1024;

    private static readonly TimeSpan ReportWait = TimeSpan.FromSeconds(2);
    private readonly MmscAnswers _answers = new(server);

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The client has gone, or the gateway cut the connection.
            context.Abort();
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = HttpMethods.Post;
            return;
        }

        if (Authenticate(context) is not { } account)
        {
            Interlocked.Increment(ref server.Counters.LoginsRefused);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = authenticator.Challenges().ToArray();
            return;
        }

        var limit = server.Options.Mmsc.MaxMessageBytes * 4 / 3 + EnvelopeRoom;
        if (
            context.Request.ContentLength > limit
            || await Mm7BoundedBody.ReadAsync(context.Request.Body, limit, context.RequestAborted)
                is not { } body
        )
        {
            await RefuseAsync(context, "", StatusCodes.Status413PayloadTooLarge, "The message is too long.");
            return;
        }

        try
        {
            if (Mm7Codec.Read(context.Request.ContentType, body) is Mm7SubmitReq submit)
            {
                await OnSubmitAsync(context, account, submit);
                return;
            }
        }
        catch (CarrierProtocolException exception)
        {
            await RefuseAsync(context, "", StatusCodes.Status500InternalServerError, exception.Message);
            return;
        }

        await RefuseAsync(
            context,
            "",
            StatusCodes.Status500InternalServerError,
            "Only SubmitReq is served.",
            Mm7StatusCode.UnsupportedOperation
        );
    }

    private VaspAccount? Authenticate(HttpContext context) =>
        server.Behaviour.Values.LoginStatus == 0
            ? authenticator.Find(
                context.Request.Headers.Authorization.ToString(),
                context.Request.Method,
                context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget
            )
            : null;

    private async Task OnSubmitAsync(HttpContext context, VaspAccount account, Mm7SubmitReq submit)
    {
        Interlocked.Increment(ref server.Counters.Submits);
        var behaviour = server.Behaviour;
        var random = server.NewRandom();
        var phones = Phones(submit.Recipients);
        if (Refusal(submit, phones, behaviour) is { } refusal)
        {
            await RespondAsync(context, submit, refusal, null, behaviour, random, MmscAnswerFault.None);
            return;
        }

        var verdict = behaviour.Judge(phones[0], random);
        var status = MmscStatusText.Of(verdict.Result);
        if (!Mm7StatusCode.IsSuccess(status.Code))
        {
            Interlocked.Increment(ref server.Counters.Refused);
            await RespondAsync(context, submit, status, null, behaviour, random, MmscAnswerFault.None);
            return;
        }

        var id = server.Messages.NextId();
        var reports = server.Accept(account, submit, phones, id, verdict.Status, behaviour, random);
        if (behaviour.Values.ReportsFirst && account.ReportUrl is not null)
        {
            await Task.WhenAny(
                Task.WhenAll(reports.Select(static report => report.Tried)),
                Task.Delay(ReportWait, server.Time, context.RequestAborted)
            );
        }

        var fault = Fault(verdict, behaviour.Values, random);
        await RespondAsync(context, submit, status, id, behaviour, random, fault);
    }

    /// <returns>Null when the message can be taken.</returns>
    private Mm7Status? Refusal(Mm7SubmitReq submit, string[] phones, Behaviour behaviour)
    {
        if (server.Meter.IsTooFast(behaviour.Values.FlowControlAbove))
        {
            Interlocked.Increment(ref server.Counters.FlowControl);
            return MmscStatusText.Of(Mm7StatusCode.ServiceUnavailable);
        }

        var limits = server.Options.Mmsc;
        var code =
            phones.Length == 0 || phones.Length != submit.Recipients.Count ? MmscStatusText.AddressError
            : phones.Length > limits.MaxRecipients ? Mm7StatusCode.MultipleAddressesNotSupported
            : (submit.Content?.Parts.Sum(static part => (long)part.Data.Length) ?? 0) > limits.MaxMessageBytes
                ? MmscStatusText.ContentRefused
            : 0;
        if (code == 0)
        {
            return null;
        }

        Interlocked.Increment(ref server.Counters.Refused);
        return MmscStatusText.Of(code);
    }

    private MmscAnswerFault Fault(in Verdict verdict, GatewayBehaviour values, Random random)
    {
        if (server.Meter.IsLastBeforeCut(values.DisconnectEverySubmits))
        {
            Interlocked.Increment(ref server.Counters.Cut);
            return MmscAnswerFault.Cut;
        }

        if (verdict.Silent)
        {
            Interlocked.Increment(ref server.Counters.Unanswered);
            return MmscAnswerFault.Silence;
        }

        if (Behaviour.Hits(values.HalfWritten, random))
        {
            Interlocked.Increment(ref server.Counters.Cut);
            return MmscAnswerFault.Half;
        }

        return Behaviour.Hits(values.HttpErrors, random) ? MmscAnswerFault.HttpError
            : Behaviour.Hits(values.Garbage, random) ? MmscAnswerFault.Garbage
            : Behaviour.Hits(values.Oversize, random) ? MmscAnswerFault.Oversize
            : MmscAnswerFault.None;
    }

    private async Task RespondAsync(
        HttpContext context,
        Mm7SubmitReq submit,
        Mm7Status status,
        string? messageId,
        Behaviour behaviour,
        Random random,
        MmscAnswerFault fault
    )
    {
        if (fault != MmscAnswerFault.Cut && behaviour.DelayOfResponse(random) is > 0 and var delay)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(delay), server.Time, context.RequestAborted);
        }

        await _answers.WriteAsync(
            context,
            new Mm7SubmitRsp
            {
                TransactionId = submit.TransactionId,
                Status = status,
                MessageId = messageId,
            },
            fault
        );
    }

    private Task RefuseAsync(
        HttpContext context,
        string transaction,
        int httpStatus,
        string problem,
        int code = Mm7StatusCode.MessageFormatCorrupt
    ) =>
        _answers.WriteAsync(
            context,
            new Mm7Fault
            {
                TransactionId = transaction,
                Source = Mm7FaultSource.RelayServer,
                FaultCode = "Client",
                FaultText = problem,
                Status = new Mm7Status(code, problem),
            },
            httpStatus: httpStatus
        );

    /// <summary>Numbers of subscribers; other forms of addresses lead to no phone here.</summary>
    private static string[] Phones(Mm7Recipients recipients) =>
        [
            .. recipients
                .To.Concat(recipients.Cc)
                .Concat(recipients.Bcc)
                .Where(static address => address.Form == Mm7AddressForm.Number)
                .Select(static address => SubscriberNumber.Normalize(address.Value)),
        ];
}
