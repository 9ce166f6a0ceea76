using System.Text;
using Xunit;
using Yixun.Carriers.Mm7;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Tests.Mm7;

public sealed class Mm7InboundTests
{
    private readonly RecordingMm7Handler _handler = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Report_is_answered_with_the_sample_after_it_is_stored()
    {
        var stored = new TaskCompletionSource();
        _handler.Stores = _ => stored.Task;
        var handling = HandleAsync(Mm7Samples.EnvelopeType, Mm7Samples.Octets("mm7-delivery-report-req"));
        var report = Assert.IsType<Mm7DeliveryReportReq>(Assert.Single(_handler.Messages));
        Assert.Equal("070309050100000001", report.MessageId);
        Assert.False(handling.IsCompleted);

        stored.SetResult();
        var answer = await handling;
        Assert.Equal((200, Mm7Samples.EnvelopeType), (answer.HttpStatus, answer.ContentType));
        Assert.Equal(Mm7Samples.Xml("mm7-delivery-report-rsp"), Encoding.UTF8.GetString(answer.Body.Span));
        Assert.Null(answer.Problem);
    }

    [Fact]
    public async Task Read_reply_and_message_are_answered_in_their_kind()
    {
        var read = await HandleAsync(
            "text/xml",
            Mm7Samples.Envelope(
                "<ReadReplyReq><Recipient>1</Recipient><MessageID>M</MessageID><MMStatus>Read</MMStatus></ReadReplyReq>",
                "R1"
            )
        );
        var deliver = await HandleAsync(
            null,
            Mm7Samples.Envelope("<DeliverReq><Sender><Number>1</Number></Sender></DeliverReq>", "D1")
        );
        Assert.Equal([200, 200], [read.HttpStatus, deliver.HttpStatus]);
        Assert.Equal("R1", Assert.IsType<Mm7ReadReplyRsp>(Read(read)).TransactionId);
        Assert.Equal("D1", Assert.IsType<Mm7DeliverRsp>(Read(deliver)).TransactionId);
        Assert.Equal(
            [typeof(Mm7ReadReplyReq), typeof(Mm7DeliverReq)],
            _handler.Messages.Select(message => message.GetType())
        );
    }

    [Fact]
    public async Task Message_with_media_reaches_the_handler_whole()
    {
        var sent = new Mm7DeliverReq
        {
            TransactionId = "D2",
            Sender = new("+8613800138000"),
            Content = new Mm7Content
            {
                Parts =
                [
                    new Mm7Part
                    {
                        ContentType = "image/gif",
                        Name = "a.gif",
                        Data = Mm7Samples.Gif,
                    },
                ],
            },
        };
        var payload = Mm7Codec.Write(sent, new Mm7Dialect());
        Assert.Equal(200, (await HandleAsync(payload.ContentType, payload.Body)).HttpStatus);
        var got = Assert.IsType<Mm7DeliverReq>(Assert.Single(_handler.Messages));
        Assert.Equal(Mm7Samples.Gif, Assert.Single(got.Content!.Parts).Data.ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handler_that_fails_makes_the_mmsc_repeat(bool synchronously)
    {
        var failure = new InvalidOperationException("disk full");
        _handler.Stores = synchronously ? _ => throw failure : _ => Task.FromException(failure);
        var answer = await HandleAsync(Mm7Samples.EnvelopeType, Mm7Samples.Octets("mm7-delivery-report-req"));
        Assert.Equal(503, answer.HttpStatus);
        var response = Assert.IsType<Mm7DeliveryReportRsp>(Read(answer));
        Assert.Equal(("0640000000000000000001", 3000), (response.TransactionId, response.Status.Code));
        Assert.Same(failure, answer.Failure);
        Assert.DoesNotContain("disk", Encoding.UTF8.GetString(answer.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Caller_that_gives_up_gets_no_answer()
    {
        using var caller = new CancellationTokenSource();
        _handler.Stores = token =>
        {
            caller.Cancel();
            return Task.FromCanceled(token);
        };
        using var body = new MemoryStream(Mm7Samples.Octets("mm7-delivery-report-req"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new Mm7Inbound(new Mm7InboundSettings(), _handler).HandleAsync(
                Mm7Samples.EnvelopeType,
                body,
                caller.Token
            )
        );
    }

    [Theory]
    [InlineData("text/xml", "<a>")]
    [InlineData("text/xml", "")]
    [InlineData("text/xml", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>")]
    [InlineData("multipart/related", "--b--")]
    [InlineData("multipart/related; boundary=b", "--b\r\n\r\n<a/>")]
    public async Task Body_that_is_no_message_is_refused(string contentType, string body)
    {
        var answer = await HandleAsync(contentType, body);
        Assert.Equal(400, answer.HttpStatus);
        Assert.NotNull(answer.Problem);
        var fault = Assert.IsType<Mm7Fault>(Read(answer));
        Assert.Equal(
            (Mm7FaultSource.Vasp, "Client", 2007),
            (fault.Source, fault.FaultCode, fault.Status!.Code)
        );
        Assert.Empty(_handler.Messages);
    }

    [Fact]
    public async Task Operation_for_an_mmsc_is_refused()
    {
        var answer = await HandleAsync(Mm7Samples.EnvelopeType, Mm7Samples.Octets("mm7-submit-req"));
        Assert.Equal(500, answer.HttpStatus);
        var fault = Assert.IsType<Mm7Fault>(Read(answer));
        Assert.Equal(("HOSP0000000001", 4003), (fault.TransactionId, fault.Status!.Code));
        Assert.Empty(_handler.Messages);
    }

    [Fact]
    public async Task Body_beyond_the_limit_is_refused_without_being_read_to_the_end()
    {
        var octets = Mm7Samples.Octets("mm7-delivery-report-req");
        using var exact = new MemoryStream(octets);
        var inbound = new Mm7Inbound(new Mm7InboundSettings { MaxBodyBytes = octets.Length }, _handler);
        Assert.Equal(200, (await inbound.HandleAsync("text/xml", exact, Cancellation)).HttpStatus);

        using var longer = new MemoryStream([.. octets, .. new byte[1_000_000]]);
        var answer = await inbound.HandleAsync("text/xml", longer, Cancellation);
        Assert.Equal(413, answer.HttpStatus);
        Assert.Equal(octets.Length + 1, longer.Position);
        Assert.Single(_handler.Messages);
    }

    private static Mm7Message Read(Mm7Answer answer) => Mm7Codec.Read(answer.ContentType, answer.Body);

    private Task<Mm7Answer> HandleAsync(string? contentType, string body) =>
        HandleAsync(contentType, Encoding.UTF8.GetBytes(body));

    private async Task<Mm7Answer> HandleAsync(string? contentType, byte[] body)
    {
        using var stream = new MemoryStream(body);
        return await new Mm7Inbound(new Mm7InboundSettings(), _handler).HandleAsync(
            contentType,
            stream,
            Cancellation
        );
    }
}
