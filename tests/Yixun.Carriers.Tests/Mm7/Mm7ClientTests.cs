using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Carriers.Links;
using Yixun.Carriers.Mm7;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Media;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.Carriers.Tests.Mm7;

public sealed class Mm7ClientTests
{
    private const string Accepted =
        "<SubmitRsp><Status><StatusCode>1000</StatusCode><StatusText>Success</StatusText></Status><MessageID>M1</MessageID></SubmitRsp>";

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_taken_gives_the_message_id()
    {
        await using var server = new MmscServer((context, _) => Answer(context, Accepted));
        using var client = Client(server.Address);
        var result = await client.SubmitAsync(WithPicture(), Cancellation);

        Assert.Equal(new SubmitOutcome(SubmitOutcomeKind.Accepted, "M1", 0, null), result.Outcome);
        Assert.Equal(new Mm7Status(1000, "Success"), result.Status);
        var request = Assert.Single(server.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/mms/vasp?x=1", request.Target);
        Assert.Equal("\"\"", request.Headers["SOAPAction"]);
        Assert.Equal("1.0", request.Headers["MIME-Version"]);
        Assert.Equal("v4", request.Headers["MM7APIVersion"]);
        Assert.Equal($"{request.Body.Length}", request.Headers["Content-Length"]);
        Assert.Null(request.Headers["Transfer-Encoding"]);
        Assert.Equal("Basic dXNlcjpzZWNyZXQ=", request.Headers["Authorization"]);
        var sent = Assert.IsType<Mm7SubmitReq>(Mm7Codec.Read(request.Headers["Content-Type"], request.Body));
        Assert.Equal(Mm7Samples.Gif, sent.Content!.Parts[0].Data.ToArray());
    }

    [Theory]
    [InlineData(1000, SubmitOutcomeKind.Uncertain)]
    [InlineData(2001, SubmitOutcomeKind.Rejected)]
    [InlineData(2004, SubmitOutcomeKind.Rejected)]
    [InlineData(3000, SubmitOutcomeKind.FlowControl)]
    [InlineData(3001, SubmitOutcomeKind.FlowControl)]
    [InlineData(3002, SubmitOutcomeKind.Rejected)]
    [InlineData(3003, SubmitOutcomeKind.Rejected)]
    [InlineData(4000, SubmitOutcomeKind.FlowControl)]
    [InlineData(4001, SubmitOutcomeKind.Rejected)]
    [InlineData(4005, SubmitOutcomeKind.FlowControl)]
    [InlineData(4006, SubmitOutcomeKind.FlowControl)]
    [InlineData(4401, SubmitOutcomeKind.Rejected)]
    [InlineData(4449, SubmitOutcomeKind.FlowControl)]
    public async Task Submit_answered_without_message_id_gives_what_the_code_means(
        int code,
        SubmitOutcomeKind expected
    )
    {
        var status = $"<Status><StatusCode>{code}</StatusCode><StatusText>text</StatusText></Status>";
        await using var server = new MmscServer(
            (context, _) => Answer(context, $"<SubmitRsp>{status}</SubmitRsp>")
        );
        using var client = Client(server.Address);
        var result = await client.SubmitAsync(Mm7Samples.Submit(), Cancellation);
        Assert.Equal((expected, (uint)code), (result.Outcome.Kind, result.Outcome.Code));
        Assert.Equal(code, result.Status!.Code);

        await using var faults = new MmscServer(
            (context, _) =>
                Answer(
                    context,
                    $"<e:Fault><faultcode>e:Server</faultcode><detail><RSErrorRsp>{status}</RSErrorRsp></detail></e:Fault>",
                    500
                )
        );
        using var other = Client(faults.Address);
        var fault = await other.SubmitAsync(Mm7Samples.Submit(), Cancellation);
        Assert.Equal((expected, (uint)code), (fault.Outcome.Kind, fault.Outcome.Code));
    }

    [Fact]
    public async Task Submit_taken_for_some_is_accepted_in_part()
    {
        await using var server = new MmscServer(
            (context, _) => Answer(context, Accepted.Replace("1000", "1100", StringComparison.Ordinal))
        );
        using var client = Client(server.Address);
        var result = await client.SubmitAsync(Mm7Samples.Submit(), Cancellation);
        Assert.Equal(SubmitOutcomeKind.Accepted, result.Outcome.Kind);
        Assert.True(result.IsPartial);
    }

    [Theory]
    [InlineData("<SubmitRsp><Status/></SubmitRsp>", 200, "T1", SubmitOutcomeKind.Uncertain)]
    [InlineData(Accepted, 200, "T2", SubmitOutcomeKind.Uncertain)]
    [InlineData(
        "<RSErrorRsp><Status><StatusCode>2000</StatusCode></Status></RSErrorRsp>",
        200,
        "T2",
        SubmitOutcomeKind.Uncertain
    )]
    [InlineData(
        "<RSErrorRsp><Status><StatusCode>2000</StatusCode></Status></RSErrorRsp>",
        200,
        "",
        SubmitOutcomeKind.Rejected
    )]
    [InlineData(
        "<DeliverRsp><Status><StatusCode>1000</StatusCode></Status></DeliverRsp>",
        200,
        "T1",
        SubmitOutcomeKind.Uncertain
    )]
    [InlineData("<e:Fault><faultcode>e:Client.x</faultcode></e:Fault>", 500, "", SubmitOutcomeKind.Rejected)]
    [InlineData("<e:Fault><faultcode>e:Server</faultcode></e:Fault>", 500, "", SubmitOutcomeKind.Uncertain)]
    [InlineData("", 200, "T1", SubmitOutcomeKind.Uncertain)]
    [InlineData("", 302, "T1", SubmitOutcomeKind.Rejected)]
    [InlineData("", 401, "T1", SubmitOutcomeKind.Rejected)]
    [InlineData("", 404, "T1", SubmitOutcomeKind.Rejected)]
    [InlineData("", 408, "T1", SubmitOutcomeKind.Uncertain)]
    [InlineData("", 429, "T1", SubmitOutcomeKind.FlowControl)]
    [InlineData("", 500, "T1", SubmitOutcomeKind.Uncertain)]
    [InlineData("", 502, "T1", SubmitOutcomeKind.Uncertain)]
    [InlineData("", 503, "T1", SubmitOutcomeKind.FlowControl)]
    [InlineData("", 504, "T1", SubmitOutcomeKind.Uncertain)]
    public async Task Submit_with_odd_answer_is_refused_or_uncertain(
        string body,
        int status,
        string transaction,
        SubmitOutcomeKind expected
    )
    {
        await using var server = new MmscServer((context, _) => Answer(context, body, status, transaction));
        using var client = Client(server.Address);
        var result = await client.SubmitAsync(Mm7Samples.Submit(), Cancellation);
        Assert.Equal(expected, result.Outcome.Kind);
        Assert.Null(result.Outcome.CarrierId);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Submit_with_endless_answer_is_uncertain()
    {
        await using var server = new MmscServer(
            (context, _) => MmscServer.WriteAsync(context, new string(' ', 10_000))
        );
        using var client = Client(server.Address);
        var result = await client.SubmitAsync(Mm7Samples.Submit(), Cancellation);
        Assert.Equal(
            (SubmitOutcomeKind.Uncertain, "answer too long"),
            (result.Outcome.Kind, result.Outcome.Reason)
        );
    }

    [Fact]
    public async Task Submit_to_a_closed_port_is_not_sent()
    {
        using var client = Client(new Uri($"http://127.0.0.1:{MmscServer.FreePort()}/"));
        var result = await client.SubmitAsync(Mm7Samples.Submit(), Cancellation);
        Assert.Equal(SubmitOutcomeKind.NotSent, result.Outcome.Kind);
        Assert.Equal("connection: ConnectionError", result.Outcome.Reason);
    }

    [Fact]
    public async Task Submit_cancelled_before_is_not_sent()
    {
        await using var server = new MmscServer((context, _) => Answer(context, Accepted));
        using var client = Client(server.Address);
        var result = await client.SubmitAsync(Mm7Samples.Submit(), new CancellationToken(true));
        Assert.Equal((SubmitOutcomeKind.NotSent, "cancelled"), (result.Outcome.Kind, result.Outcome.Reason));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Submit_without_answer_is_uncertain_after_the_time_limit()
    {
        var arrived = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        await using var server = new MmscServer(
            (_, _) =>
            {
                arrived.SetResult();
                return never.Task;
            }
        );
        using var client = Client(server.Address);
        var submit = client.SubmitAsync(Mm7Samples.Submit(), Cancellation);
        await arrived.Task.WaitAsync(Cancellation);
        Assert.False(submit.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(60));
        var result = await submit;
        Assert.Equal(
            (SubmitOutcomeKind.Uncertain, "response timeout"),
            (result.Outcome.Kind, result.Outcome.Reason)
        );
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Submit_cancelled_after_sending_is_uncertain()
    {
        using var caller = new CancellationTokenSource();
        await using var server = new MmscServer(
            async (context, _) =>
            {
                await caller.CancelAsync();
                context.Response.Abort();
            }
        );
        using var client = Client(server.Address);
        var result = await client.SubmitAsync(Mm7Samples.Submit(), caller.Token);
        Assert.Equal(
            (SubmitOutcomeKind.Uncertain, "cancelled"),
            (result.Outcome.Kind, result.Outcome.Reason)
        );
    }

    [Fact]
    public async Task Submit_on_a_connection_that_breaks_is_uncertain_and_not_repeated()
    {
        var number = 0;
        await using var server = new MmscServer(
            (context, _) =>
            {
                if (Interlocked.Increment(ref number) == 1)
                {
                    return Answer(context, Accepted);
                }

                context.Response.Abort();
                return Task.CompletedTask;
            }
        );
        using var client = Client(server.Address);
        // The first leaves a connection in the pool; on such a connection HTTP clients like to repeat.
        Assert.Equal(
            SubmitOutcomeKind.Accepted,
            (await client.SubmitAsync(Mm7Samples.Submit(), Cancellation)).Outcome.Kind
        );
        var result = await client.SubmitAsync(Mm7Samples.Submit(), Cancellation);
        Assert.Equal(SubmitOutcomeKind.Uncertain, result.Outcome.Kind);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Submit_written_in_part_is_uncertain()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var peer = Task.Run(
            async () =>
            {
                using var socket = await listener.AcceptSocketAsync(Cancellation);
                await socket.ReceiveAsync(new byte[64], Cancellation);
                socket.LingerState = new LingerOption(true, 0);
            },
            Cancellation
        );
        using var client = Client(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
        var result = await client.SubmitAsync(WithPicture(900_000), Cancellation);
        await peer;
        Assert.Equal(SubmitOutcomeKind.Uncertain, result.Outcome.Kind);
    }

    [Theory]
    [InlineData(Mm7Authentication.Digest)]
    [InlineData(Mm7Authentication.Basic)]
    public async Task Submit_challenged_is_answered_with_digest_and_the_next_at_once(Mm7Authentication first)
    {
        var nonce = "n1";
        await using var server = new MmscServer(
            (context, _) =>
                IsDigestRight(context.Request, nonce)
                    ? Answer(context, Accepted)
                    : ChallengeAsync(context, nonce)
        );
        using var client = Client(server.Address, first);
        for (var message = 0; message < 2; message++)
        {
            var result = await client.SubmitAsync(WithPicture(), Cancellation);
            Assert.Equal(SubmitOutcomeKind.Accepted, result.Outcome.Kind);
        }

        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(
            first == Mm7Authentication.Basic ? "Basic dXNlcjpzZWNyZXQ=" : null,
            server.Requests[0].Headers["Authorization"]
        );
        Assert.Equal(server.Requests[0].Body.Length, server.Requests[1].Body.Length);

        // A nonce that ran out costs one more round.
        nonce = "n2";
        var late = await client.SubmitAsync(Mm7Samples.Submit(), Cancellation);
        Assert.Equal(SubmitOutcomeKind.Accepted, late.Outcome.Kind);
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task Submit_with_wrong_password_is_rejected_after_one_answer()
    {
        await using var server = new MmscServer((context, _) => ChallengeAsync(context, "n1"));
        using var client = Client(server.Address, Mm7Authentication.Digest);
        var result = await client.SubmitAsync(Mm7Samples.Submit(), Cancellation);
        Assert.Equal((SubmitOutcomeKind.Rejected, 401u), (result.Outcome.Kind, result.Outcome.Code));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Submit_that_breaks_after_the_challenge_is_uncertain()
    {
        await using var server = new MmscServer(
            (context, _) =>
            {
                if (context.Request.Headers["Authorization"] is null)
                {
                    return ChallengeAsync(context, "n1");
                }

                context.Response.Abort();
                return Task.CompletedTask;
            }
        );
        using var client = Client(server.Address, Mm7Authentication.Digest);
        var result = await client.SubmitAsync(Mm7Samples.Submit(), Cancellation);
        Assert.Equal(SubmitOutcomeKind.Uncertain, result.Outcome.Kind);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Submit_that_no_wire_holds_throws()
    {
        using var client = Client(new Uri("http://127.0.0.1:1/"));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            client.SubmitAsync(Mm7Samples.Submit(new string('1', 33)), Cancellation)
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            client.SubmitAsync(Mm7Samples.Submit() with { Recipients = new() }, Cancellation)
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            client.SubmitAsync(WithPicture(1024 * 1024), Cancellation)
        );
    }

    [Fact]
    public void Settings_that_cannot_work_are_refused_and_the_password_is_not_shown()
    {
        var settings = Settings(new Uri("http://127.0.0.1/"), Mm7Authentication.Basic);
        settings.Validate();
        Assert.DoesNotContain("secret", settings.ToString(), StringComparison.Ordinal);
        Assert.All(
            [
                settings with
                {
                    Address = new Uri("ftp://127.0.0.1/"),
                },
                settings with
                {
                    Address = new Uri("/mms", UriKind.Relative),
                },
                settings with
                {
                    Address = new Uri("http://a:b@127.0.0.1/"),
                },
                settings with
                {
                    User = "",
                },
                settings with
                {
                    User = "a:b",
                },
                settings with
                {
                    User = "用户",
                },
                settings with
                {
                    Connections = 0,
                },
                settings with
                {
                    ResponseTimeout = TimeSpan.Zero,
                },
                settings with
                {
                    MaxResponseBytes = 0,
                },
                settings with
                {
                    MaxRequestBytes = 0,
                },
                settings with
                {
                    TryLaterCodes = new HashSet<int> { 1000 },
                },
            ],
            wrong => Assert.Throws<ArgumentException>(wrong.Validate)
        );
    }

    private static Task Answer(
        HttpListenerContext context,
        string body,
        int status = 200,
        string transaction = "T1"
    ) => MmscServer.WriteAsync(context, body == "" ? "" : Mm7Samples.Envelope(body, transaction), status);

    private static Task ChallengeAsync(HttpListenerContext context, string nonce)
    {
        context.Response.AddHeader(
            "WWW-Authenticate",
            $"Digest realm=\"mms, c\", nonce=\"{nonce}\", qop=\"auth\", algorithm=MD5"
        );
        return MmscServer.WriteAsync(context, "<html/>", 401, "text/html");
    }

    private static bool IsDigestRight(HttpListenerRequest request, string nonce)
    {
        var header = request.Headers["Authorization"] ?? "";
        string Of(string name) => Regex.Match(header, $"[ ,]{name}=\"?([^\",]+)").Groups[1].Value;
        return Of("nonce") == nonce
            && Of("uri") == request.RawUrl
            && Of("response")
                == Md5(
                    $"{Md5("user:mms, c:secret")}:{nonce}:{Of("nc")}:{Of("cnonce")}:auth:{Md5($"POST:{request.RawUrl}")}"
                );
    }

#pragma warning disable CA5351 // RFC 7616.
    private static string Md5(string text) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    private static Mm7SubmitReq WithPicture(int more = 0) =>
        Mm7Samples.Submit(
            content: Mm7Presentation.Build([
                new Mm7Slide
                {
                    MediaType = "image/gif",
                    Media = (byte[])[.. Mm7Samples.Gif, .. new byte[more]],
                },
            ])
        );

    private Mm7Client Client(Uri address, Mm7Authentication authentication = Mm7Authentication.Basic) =>
        new(Settings(address, authentication), _time);

    private static Mm7ClientSettings Settings(Uri address, Mm7Authentication authentication) =>
        new()
        {
            Address = address,
            Authentication = authentication,
            User = "user",
            Password = "secret",
            ApiVersion = "v4",
            MaxResponseBytes = 8192,
            TryLaterCodes = new HashSet<int> { 4449 },
        };
}
