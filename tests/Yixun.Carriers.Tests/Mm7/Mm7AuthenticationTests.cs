using Xunit;
using Yixun.Carriers.Mm7;

namespace Yixun.Carriers.Tests.Mm7;

public sealed class Mm7AuthenticationTests
{
    private const string ClientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    /// <summary>The examples of RFC 7616 §3.9.1.</summary>
    [Theory]
    [InlineData("MD5", "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void Digest_of_rfc_7616_gives_its_response(string algorithm, string response)
    {
        var challenge = Mm7DigestChallenge.Parse(
            $"realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm={algorithm}, "
                + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
                + "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
        );
        Assert.Equal(
            "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", "
                + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", uri=\"/dir/index.html\", "
                + $"response=\"{response}\", algorithm={algorithm}, qop=auth, nc=00000001, cnonce=\"{ClientNonce}\", "
                + "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"",
            challenge!.Answer("Mufasa", "Circle of Life", "GET", "/dir/index.html", ClientNonce)
        );
    }

    /// <summary>RFC 2069 §2.4 as corrected by its erratum: no qop, no algorithm.</summary>
    [Fact]
    public void Digest_without_qop_gives_the_old_response()
    {
        var challenge = Mm7DigestChallenge.Parse(
            "realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\""
        );
        Assert.Equal(
            "Digest username=\"Mufasa\", realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
                + "uri=\"/dir/index.html\", response=\"1949323746fe6a43ef61f9606e7febea\"",
            challenge!.Answer("Mufasa", "CircleOfLife", "GET", "/dir/index.html", ClientNonce)
        );
    }

    [Fact]
    public void Digest_counts_its_uses()
    {
        var challenge = Mm7DigestChallenge.Parse("realm=r, nonce=n, qop=auth, algorithm=MD5-sess")!;
        Assert.Contains("nc=00000001", challenge.Answer("u", "p", "POST", "/"), StringComparison.Ordinal);
        Assert.Contains("nc=00000002", challenge.Answer("u", "p", "POST", "/"), StringComparison.Ordinal);
    }

    [Fact]
    public void Digest_keeps_quotes_of_the_challenge() =>
        Assert.Contains(
            """realm="a \"b\" \\c", """,
            Mm7DigestChallenge.Parse("""realm="a \"b\" \\c", nonce="n" """)!.Answer("u", "p", "POST", "/"),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("realm=\"r\"")]
    [InlineData("realm=\"r\", nonce=\"n\", qop=\"auth-int\"")]
    [InlineData("realm=\"r\", nonce=\"n\", algorithm=SHA-512-256")]
    [InlineData("realm=\"r, nonce=")]
    public void Digest_that_cannot_be_answered_is_none(string? parameters) =>
        Assert.Null(Mm7DigestChallenge.Parse(parameters));

    [Theory]
    [InlineData("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", true)]
    [InlineData("basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", true)]
    [InlineData("Basic QWxhZGRpbjpvcGVuIHNlc2FtZA==", false)]
    [InlineData("Basic ***", false)]
    [InlineData("Digest x", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Basic_matches_the_user_alone(string? header, bool expected) =>
        Assert.Equal(expected, Mm7BasicCredentials.Matches(header, "Aladdin", "open sesame"));

    [Fact]
    public void Basic_header_is_that_of_rfc_7617() =>
        Assert.Equal(
            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
            Mm7BasicCredentials.Header("Aladdin", "open sesame")
        );
}
