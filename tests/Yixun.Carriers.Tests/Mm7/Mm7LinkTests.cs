using System.Net;
using System.Text.RegularExpressions;
using Xunit;
using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Media;
using Yixun.Carriers.Mm7.Messages;
using Yixun.Carriers.Tests.Cmpp;
using Yixun.Core.Text;

namespace Yixun.Carriers.Tests.Mm7;

public sealed partial class Mm7LinkTests : IAsyncDisposable
{
    private const string Taken =
        "<SubmitRsp><Status><StatusCode>1000</StatusCode></Status><MessageID>M1</MessageID></SubmitRsp>";

    private readonly RecordingHandler _handler = new();
    private readonly StubListener _listener = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    [Fact]
    public async Task Submit_carries_subject_media_and_one_receiver()
    {
        await using var server = new MmscServer((context, body) => AnswerAsync(context, body, Taken));
        await using var link = await BoundAsync(server.Address);
        Assert.True(link.TrySubmit([Mms(71)]));
        var (segment, outcome) = await _handler.OutcomeAsync();

        Assert.Equal(new SubmitOutcome(SubmitOutcomeKind.Accepted, "M1", 0, null), outcome);
        Assert.Equal(71, segment.MessageId);
        var request = Assert.Single(server.Requests);
        var sent = Assert.IsType<Mm7SubmitReq>(Mm7Codec.Read(request.Headers["Content-Type"], request.Body));
        Assert.Equal(
            ("901234", "10690000", "1069000012", "【医院】报告", true, true),
            (sent.VaspId, sent.VasId, sent.SenderAddress, sent.Subject, sent.DeliveryReport, sent.ReadReply)
        );
        Assert.Equal(["13800138000"], sent.Recipients.To.Select(to => to.Value));
        Assert.Equal("yx00000000000000000710", sent.TransactionId);
        Assert.Equal(Mm7Samples.Gif, sent.Content!.Parts[0].Data.ToArray());
        Assert.Equal((1, 0), (link.Counters.Submits, link.Counters.Uncertain));
    }

    [Theory]
    [InlineData(2004, SubmitOutcomeKind.Rejected)]
    [InlineData(4006, SubmitOutcomeKind.FlowControl)]
    [InlineData(4449, SubmitOutcomeKind.FlowControl)]
    public async Task Refusal_ends_the_submit_by_its_code_and_the_link_stays(int code, SubmitOutcomeKind kind)
    {
        await using var server = new MmscServer((context, body) => AnswerAsync(context, body, Status(code)));
        await using var link = await BoundAsync(server.Address);
        link.TrySubmit([Mms(1)]);
        var (_, outcome) = await _handler.OutcomeAsync();

        Assert.Equal((kind, (uint)code), (outcome.Kind, outcome.Code));
        Assert.Equal(2, link.BoundConnections);
    }

    [Fact]
    public async Task Message_that_was_told_to_come_later_gets_another_transaction_id()
    {
        var answers = 0;
        await using var server = new MmscServer(
            (context, body) =>
                AnswerAsync(context, body, Interlocked.Increment(ref answers) == 1 ? Status(3000) : Taken)
        );
        await using var link = await BoundAsync(server.Address);
        var segment = Mms(5);
        link.TrySubmit([segment]);
        Assert.Equal(SubmitOutcomeKind.FlowControl, (await _handler.OutcomeAsync()).Outcome.Kind);
        link.TrySubmit([segment]);
        Assert.Equal(SubmitOutcomeKind.Accepted, (await _handler.OutcomeAsync()).Outcome.Kind);

        Assert.Equal(
            ["yx00000000000000000050", "yx00000000000000000051"],
            server.Requests.Select(request => TransactionOf(request.Body))
        );
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("error")]
    [InlineData("cut")]
    [InlineData("silent")]
    public async Task Answer_that_says_nothing_leaves_the_submit_uncertain(string fault)
    {
        using var release = new CancellationTokenSource();
        await using var server = new MmscServer(
            async (context, body) =>
            {
                switch (fault)
                {
                    case "garbage":
                        await MmscServer.WriteAsync(context, "<html>welcome", 200, "text/html");
                        break;
                    case "error":
                        await MmscServer.WriteAsync(context, "oops", 500, "text/plain");
                        break;
                    case "cut":
                        context.Response.Abort();
                        break;
                    default:
                        await Task.Delay(Timeout.Infinite, release.Token)
                            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                        break;
                }
            }
        );
        await using var link = await BoundAsync(server.Address, responseTimeout: 400);
        link.TrySubmit([Mms(1)]);
        Assert.Equal(SubmitOutcomeKind.Uncertain, (await _handler.OutcomeAsync()).Outcome.Kind);
        // Once may be chance.
        Assert.Equal(2, link.BoundConnections);
        link.TrySubmit([Mms(2)]);
        Assert.Equal(SubmitOutcomeKind.Uncertain, (await _handler.OutcomeAsync()).Outcome.Kind);
        await _handler.EventAsync(CarrierConnectionEventKind.Lost);
        // On a connection that was cut the server may not have seen the second one; nothing comes twice.
        Assert.InRange(server.Requests.Count, 1, 2);
        await release.CancelAsync();
    }

    [Fact]
    public async Task Account_that_is_refused_keeps_the_message_and_tries_with_one_at_a_time()
    {
        var refuse = true;
        await using var server = new MmscServer(
            (context, body) =>
                Volatile.Read(ref refuse)
                    ? MmscServer.WriteAsync(context, "no", 401, "text/plain")
                    : AnswerAsync(context, body, Taken)
        );
        await using var link = await BoundAsync(server.Address);
        link.TrySubmit([Mms(1)]);
        Assert.Equal(SubmitOutcomeKind.NotSent, (await _handler.OutcomeAsync()).Outcome.Kind);
        await _handler.EventAsync(CarrierConnectionEventKind.LoginRefused);
        await _handler.EventAsync(CarrierConnectionEventKind.Bound);

        Assert.Equal(1, link.Window);
        Volatile.Write(ref refuse, false);
        Assert.True(link.TrySubmit([Mms(1)]));
        Assert.Equal(SubmitOutcomeKind.Accepted, (await _handler.OutcomeAsync()).Outcome.Kind);
        Assert.Equal(4, link.Window);
    }

    [Fact]
    public async Task Digest_is_answered_and_the_message_is_sent_once_for_good()
    {
        await using var server = new MmscServer(
            (context, body) =>
            {
                if (
                    context.Request.Headers["Authorization"]?.StartsWith("Digest", StringComparison.Ordinal)
                    == true
                )
                {
                    return AnswerAsync(context, body, Taken);
                }

                context.Response.AddHeader(
                    "WWW-Authenticate",
                    "Digest realm=\"mmsc\", nonce=\"n1\", qop=\"auth\""
                );
                return MmscServer.WriteAsync(context, "", 401, "text/plain");
            }
        );
        await using var link = await BoundAsync(server.Address);
        link.TrySubmit([Mms(1)]);
        Assert.Equal(SubmitOutcomeKind.Accepted, (await _handler.OutcomeAsync()).Outcome.Kind);
        link.TrySubmit([Mms(2)]);
        Assert.Equal(SubmitOutcomeKind.Accepted, (await _handler.OutcomeAsync()).Outcome.Kind);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Mmsc_that_is_away_binds_nothing_until_it_is_there()
    {
        await using var link = new Mm7Link(
            Settings(new Uri($"http://127.0.0.1:{MmscServer.FreePort()}/"), 5000),
            _handler
        );
        link.Start();
        await _handler.EventAsync(CarrierConnectionEventKind.ConnectFailed);
        Assert.Equal((0, 0), (link.BoundConnections, link.Window));
        Assert.False(link.TrySubmit([Mms(1)]));
        Assert.Equal(0, link.InFlight);
    }

    [Fact]
    public async Task Window_is_never_exceeded_and_frees_with_the_answers()
    {
        var gate = new SemaphoreSlim(0);
        await using var server = new MmscServer(
            async (context, body) =>
            {
                await gate.WaitAsync(Cancellation);
                await AnswerAsync(context, body, Taken);
            }
        );
        await using var link = await BoundAsync(server.Address);
        Assert.Equal(
            [true, true, true, true, false],
            Enumerable.Range(1, 5).Select(id => link.TrySubmit([Mms(id)]))
        );
        Assert.Equal(4, link.InFlight);
        gate.Release(4);
        for (var answers = 0; answers < 4; answers++)
        {
            Assert.Equal(SubmitOutcomeKind.Accepted, (await _handler.OutcomeAsync()).Outcome.Kind);
        }

        Assert.Equal(1, link.Counters.WindowFull);
        gate.Release();
        Assert.True(link.TrySubmit([Mms(6)]));
        await _handler.OutcomeAsync();
    }

    [Fact]
    public async Task What_is_no_mms_or_too_large_is_refused_at_once()
    {
        await using var server = new MmscServer((context, body) => AnswerAsync(context, body, Taken));
        await using var link = await BoundAsync(server.Address);
        Assert.Throws<ArgumentException>(() => link.TrySubmit([Mms(1, new byte[64 * 1024])]));
        Assert.Throws<ArgumentException>(() => link.TrySubmit([Segments.Text("a", "1069")]));
        Assert.Empty(server.Requests);
        Assert.Equal(0, link.InFlight);
    }

    [Fact]
    public async Task Drain_waits_for_answers_and_what_stays_open_is_uncertain()
    {
        using var release = new CancellationTokenSource();
        await using var server = new MmscServer(
            async (context, body) =>
            {
                if (TransactionOf(body).EndsWith("20", StringComparison.Ordinal))
                {
                    await Task.Delay(Timeout.Infinite, release.Token)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    return;
                }

                await Task.Delay(100, Cancellation);
                await AnswerAsync(context, body, Taken);
            }
        );
        await using var link = await BoundAsync(server.Address, responseTimeout: 60_000);
        link.TrySubmit([Mms(1)]);
        link.TrySubmit([Mms(2)]);
        while (server.Requests.Count < 2)
        {
            await Task.Delay(5, Cancellation);
        }

        await link.DrainAsync(TimeSpan.FromSeconds(1), Cancellation);
        var outcomes = new[] { await _handler.OutcomeAsync(), await _handler.OutcomeAsync() };
        Assert.Equal(
            [(1L, SubmitOutcomeKind.Accepted), (2L, SubmitOutcomeKind.Uncertain)],
            outcomes.Select(pair => (pair.Segment.MessageId, pair.Outcome.Kind)).Order()
        );
        Assert.False(link.TrySubmit([Mms(3)]));
        await release.CancelAsync();
    }

    [Theory]
    [InlineData("Retrieved", "DELIVRD")]
    [InlineData("forwarded", "DELIVRD")]
    [InlineData("Expired", "MMS:Expired")]
    [InlineData("Recipient Rejected", "MMS:Rejected")]
    [InlineData("Indeterminate", "MMS:Indeterminate")]
    public async Task Report_is_answered_once_it_is_stored(string word, string status)
    {
        await using var server = new MmscServer((context, body) => AnswerAsync(context, body, Taken));
        await using var link = await BoundAsync(server.Address);
        var answering = PostAsync(
            $"<DeliveryReportReq><Recipient><Number>+8613800138000</Number></Recipient><MessageID>M1</MessageID><MMStatus>{word}</MMStatus></DeliveryReportReq>"
        );
        var report = await _handler.ReportAsync();
        Assert.Equal(("M1", status, "13800138000"), (report.CarrierId, report.Status, report.Destination));
        Assert.False(answering.IsCompleted);
        report.Acknowledge(true);
        Assert.Equal(200, (await answering).HttpStatus);
    }

    [Fact]
    public async Task Report_that_could_not_be_stored_is_asked_for_again()
    {
        await using var server = new MmscServer((context, body) => AnswerAsync(context, body, Taken));
        await using var link = await BoundAsync(server.Address);
        var answering = PostAsync(
            "<DeliveryReportReq><Recipient>1</Recipient><MessageID>M1</MessageID><MMStatus>Retrieved</MMStatus></DeliveryReportReq>"
        );
        (await _handler.ReportAsync()).Acknowledge(false);
        Assert.Equal(503, (await answering).HttpStatus);
    }

    [Theory]
    [InlineData(
        "<DeliveryReportReq><Recipient>1</Recipient><MessageID>M</MessageID><MMStatus>Deferred</MMStatus></DeliveryReportReq>"
    )]
    [InlineData(
        "<ReadReplyReq><Recipient>1</Recipient><MessageID>M</MessageID><MMStatus>Deleted</MMStatus></ReadReplyReq>"
    )]
    public async Task What_tells_nothing_is_answered_and_dropped(string body)
    {
        await using var server = new MmscServer((context, request) => AnswerAsync(context, request, Taken));
        await using var link = await BoundAsync(server.Address);
        Assert.Equal(200, (await PostAsync(body)).HttpStatus);
    }

    [Fact]
    public async Task Read_reply_and_reply_are_heard_with_what_they_hold()
    {
        await using var server = new MmscServer((context, body) => AnswerAsync(context, body, Taken));
        await using var link = await BoundAsync(server.Address);
        var reading = PostAsync(
            "<ReadReplyReq><Recipient>1</Recipient><MessageID>M7</MessageID><MMStatus>Read</MMStatus></ReadReplyReq>"
        );
        var read = await _handler.ReadAsync();
        Assert.Equal("M7", read.CarrierId);
        read.Acknowledge(true);
        Assert.Equal(200, (await reading).HttpStatus);

        var payload = Mm7Codec.Write(
            new Mm7DeliverReq
            {
                TransactionId = "D1",
                LinkedId = "L1",
                Sender = new Mm7Address("+8613800138000"),
                Recipients = Mm7Recipients.Only("106900001234"),
                Subject = "回复",
                Content = Mm7Presentation.Build([
                    new Mm7Slide
                    {
                        MediaType = "image/gif",
                        Media = Mm7Samples.Gif,
                        Text = "看图",
                    },
                ]),
            },
            new Mm7Dialect()
        );
        var delivering = _listener.PostAsync(payload.ContentType, payload.Body);
        var inbound = await _handler.InboundAsync();
        Assert.Equal(
            ("L1", "13800138000", "106900001234", "回复\n看图"),
            (inbound.CarrierId, inbound.From, inbound.To, inbound.Text)
        );
        var medium = Assert.Single(inbound.Media);
        Assert.Equal(("image/gif", "slide1.gif"), (medium.ContentType, medium.Name));
        Assert.Equal(Mm7Samples.Gif, medium.Data.ToArray());
        inbound.Acknowledge(true);
        Assert.Equal(200, (await delivering).HttpStatus);
    }

    private async Task<Mm7Link> BoundAsync(Uri address, int responseTimeout = 5000)
    {
        var link = new Mm7Link(Settings(address, responseTimeout), _handler, _listener);
        link.Start();
        await _handler.EventAsync(CarrierConnectionEventKind.Bound);
        await _listener.Started;
        return link;
    }

    private static Mm7LinkSettings Settings(Uri address, int responseTimeout) =>
        new()
        {
            Client = new Mm7ClientSettings
            {
                Address = address,
                User = "user",
                Password = "secret",
                Connections = 4,
                ResponseTimeout = TimeSpan.FromMilliseconds(responseTimeout),
                TryLaterCodes = new HashSet<int> { 4449 },
            },
            NominalConnections = 2,
            VaspId = "901234",
            VasId = "10690000",
            ReadReply = true,
            MaxContentBytes = 32 * 1024,
            SilencesUntilLost = 2,
            Backoff = new BackoffSettings
            {
                Initial = TimeSpan.FromMilliseconds(20),
                Fatal = TimeSpan.FromMilliseconds(50),
            },
        };

    private static SubmitSegment Mms(long id, byte[]? media = null) =>
        new()
        {
            MessageId = id,
            Index = 1,
            Total = 1,
            Destination = "13800138000",
            Source = "1069000012",
            Coding = TextCoding.Ucs2,
            UserData = ReadOnlyMemory<byte>.Empty,
            Mms = new Mm7Composition(
                "【医院】报告",
                Mm7Presentation.Build([
                    new Mm7Slide
                    {
                        MediaType = "image/gif",
                        Media = media ?? Mm7Samples.Gif,
                        Text = "您好",
                    },
                ])
            ),
        };

    private Task<Mm7Answer> PostAsync(string body) =>
        _listener.PostAsync("text/xml", System.Text.Encoding.UTF8.GetBytes(Mm7Samples.Envelope(body)));

    private static string Status(int code) =>
        $"<SubmitRsp><Status><StatusCode>{code}</StatusCode><StatusText>text</StatusText></Status></SubmitRsp>";

    private static Task AnswerAsync(HttpListenerContext context, byte[] request, string body) =>
        MmscServer.WriteAsync(context, Mm7Samples.Envelope(body, TransactionOf(request)));

    private static string TransactionOf(byte[] request) =>
        Transaction().Match(System.Text.Encoding.Latin1.GetString(request)).Groups[1].Value;

    [GeneratedRegex("TransactionID[^>]*>([^<]+)<")]
    private static partial Regex Transaction();

    private sealed class StubListener : IMm7Listener
    {
        private readonly TaskCompletionSource<Mm7Inbound> _inbound = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );

        public Task Started => _inbound.Task;

        public Task StartAsync(Mm7Inbound inbound, CancellationToken cancellationToken)
        {
            _inbound.TrySetResult(inbound);
            return Task.CompletedTask;
        }

        public async Task<Mm7Answer> PostAsync(string contentType, byte[] body) =>
            await (await _inbound.Task).HandleAsync(contentType, new MemoryStream(body), Cancellation);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
