using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;
using Yixun.CarrierDaemon.Channels.Protocols;
using Yixun.Carriers.Mm7;
using Yixun.Carriers.Mm7.Messages;

namespace Yixun.CarrierDaemon.Tests.Channels.Mms;

public sealed class Mm7ListenerTests
{
    private const string Report =
        """<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header><TransactionID xmlns="urn:any">T1</TransactionID></e:Header><e:Body><DeliveryReportReq><Recipient><Number>+8613800138000</Number></Recipient><MessageID>M1</MessageID><MMStatus>Retrieved</MMStatus></DeliveryReportReq></e:Body></e:Envelope>""";

    private const string Entities =
        """<!DOCTYPE e [<!ENTITY x SYSTEM "file:///etc/hostname">]><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header><TransactionID xmlns="urn:any">&x;</TransactionID></e:Header><e:Body><DeliveryReportReq/></e:Body></e:Envelope>""";

    private readonly Heard _heard = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Report_with_the_right_credentials_is_heard_and_answered()
    {
        await using var listener = await StartAsync();
        using var answer = await PostAsync(listener, "mmsc:secret", Report);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("M1", Assert.Single(_heard.Reports).MessageId);
        Assert.Contains(
            "1000",
            await answer.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("mmsc:wrong")]
    public async Task Report_without_the_right_credentials_is_refused(string? credentials)
    {
        await using var listener = await StartAsync();
        using var answer = await PostAsync(listener, credentials, Report);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Basic", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
        Assert.Empty(_heard.Reports);
    }

    [Fact]
    public async Task Address_that_is_no_peer_is_refused_before_anything_else()
    {
        await using var listener = await StartAsync("10.1.2.0/24");
        using var answer = await PostAsync(listener, "mmsc:secret", Report);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(_heard.Reports);
    }

    [Fact]
    public async Task Document_with_entities_and_one_too_long_are_refused()
    {
        await using var listener = await StartAsync();
        using var entities = await PostAsync(listener, "mmsc:secret", Entities);
        using var tooLong = await PostAsync(listener, "mmsc:secret", Report + new string(' ', 2 << 20));

        Assert.Equal(HttpStatusCode.BadRequest, entities.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLong.StatusCode);
        Assert.Empty(_heard.Reports);
    }

    [Fact]
    public async Task Get_is_no_way_to_report()
    {
        await using var listener = await StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{listener.Endpoint}/");
        request.Headers.Authorization = Basic("mmsc:secret");
        using var answer = await http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    private async Task<Mm7Listener> StartAsync(string peers = "127.0.0.0/8")
    {
        var listener = new Mm7Listener(
            new IPEndPoint(IPAddress.Loopback, 0),
            "mmsc",
            "secret",
            [IPNetwork.Parse(peers)]
        );
        await listener.StartAsync(new Mm7Inbound(new Mm7InboundSettings(), _heard), Cancellation);
        return listener;
    }

    private static async Task<HttpResponseMessage> PostAsync(
        Mm7Listener listener,
        string? credentials,
        string body
    )
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{listener.Endpoint}/reports")
        {
            Content = new StringContent(body, Encoding.UTF8, "text/xml"),
        };
        request.Headers.Authorization = credentials is null ? null : Basic(credentials);
        return await http.SendAsync(request, Cancellation);
    }

    private static AuthenticationHeaderValue Basic(string credentials) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));

    private sealed class Heard : IMm7Handler
    {
        public List<Mm7DeliveryReportReq> Reports { get; } = [];

        public Task OnDeliveryReportAsync(Mm7DeliveryReportReq report, CancellationToken cancellationToken)
        {
            Reports.Add(report);
            return Task.CompletedTask;
        }

        public Task OnReadReplyAsync(Mm7ReadReplyReq report, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task OnDeliverAsync(Mm7DeliverReq message, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }
}
