using System.Net;
using Microsoft.Extensions.Options;
using Xunit;
using Yixun.Functions.Http;
using Yixun.Functions.Tests.Alerts;

namespace Yixun.Functions.Tests.Http;

public sealed class OutboundConnectionsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("192.168.1.1", true)]
    [InlineData("223.255.255.255", true)]
    [InlineData("::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("169.253.255.255", true)]
    [InlineData("169.254.0.0", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("169.254.255.255", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("64:ff9b::a01:203", true)]
    [InlineData("fe80::1", false)]
    [InlineData("febf:ffff::1", false)]
    [InlineData("fec0::1", true)]
    [InlineData("224.0.0.1", false)]
    [InlineData("239.255.255.255", false)]
    [InlineData("ff02::1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    public void IsAllowed_withoutAList_refusesWhatNoSystemHas(string address, bool allowed) =>
        Assert.Equal(allowed, Connections().IsAllowed(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("192.168.7.9", true)]
    [InlineData("fd00::1", true)]
    [InlineData("192.168.7.8", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("8.8.8.8", false)]
    public void IsAllowed_withAList_takesOnlyWhatIsOnIt(string address, bool allowed) =>
        Assert.Equal(
            allowed,
            Connections("10.0.0.0/8", "192.168.7.9", "fd00::/8").IsAllowed(IPAddress.Parse(address))
        );

    [Fact]
    public void IsAllowed_linkLocalOnTheList_staysRefused() =>
        Assert.False(Connections("0.0.0.0/0").IsAllowed(IPAddress.Parse("169.254.169.254")));

    [Theory]
    [InlineData("http://169.254.169.254/latest", "169.254.169.254")]
    // The same address as one number, in octal and in hexadecimal.
    [InlineData("http://2852039166/", "169.254.169.254")]
    [InlineData("http://0251.0376.0251.0376/", "169.254.169.254")]
    [InlineData("http://0xa9fea9fe/", "169.254.169.254")]
    [InlineData("https://[fe80::1]/", "fe80::1")]
    [InlineData("https://[ff02::1]/", "ff02::1")]
    public void Refusal_ofALiteralAddress_namesIt(string url, string address) =>
        Assert.Contains(address, Connections().Refusal(new Uri(url)), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://10.0.0.1/")]
    [InlineData("https://his.hospital.local/replies")]
    public void Refusal_ofWhatMayBe_isNull(string url) => Assert.Null(Connections().Refusal(new Uri(url)));

    [Fact]
    public async Task Handler_postsToAnAllowedName()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        using var http = new HttpClient(Connections().CreateHandler(TimeSpan.FromSeconds(5)));

        using var answer = await http.GetAsync(Named(receiver), Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Fact]
    public async Task Handler_nameThatStandsForARefusedAddress_isNotConnectedTo()
    {
        await using var receiver = await HttpReceiver.StartAsync();
        using var http = new HttpClient(Connections("10.0.0.0/8").CreateHandler(TimeSpan.FromSeconds(5)));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() =>
            http.GetAsync(Named(receiver), Cancellation)
        );

        Assert.True(OutboundRefusedException.IsCauseOf(exception));
        Assert.Empty(receiver.Posts);
    }

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("intranet")]
    public void Setting_thatIsNoNetwork_isRefusedAtTheStart(string text) =>
        Assert.Contains(
            text,
            Assert.Throws<InvalidOperationException>(() => Connections(text)).Message,
            StringComparison.Ordinal
        );

    private static Uri Named(HttpReceiver receiver) =>
        new UriBuilder(receiver.Url) { Host = "localhost" }.Uri;

    private static OutboundConnections Connections(params string[] networks) =>
        new(Options.Create(new OutboundOptions { AllowedNetworks = networks }));
}
