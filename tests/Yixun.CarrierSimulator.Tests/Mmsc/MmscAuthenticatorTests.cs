using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.Carriers.Mm7;
using Yixun.CarrierSimulator.Mmsc;
using Yixun.CarrierSimulator.Options;

namespace Yixun.CarrierSimulator.Tests.Mmsc;

public sealed partial class MmscAuthenticatorTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 7, 3, 1, 0, 0, TimeSpan.Zero));

    /// <summary>The example of RFC 7616 §3.9.1.</summary>
    [Theory]
    [InlineData("Circle of Life", true)]
    [InlineData("circle of life", false)]
    public void Proves_follows_the_specification(string password, bool expected)
    {
        var digest = DigestAuthorization.Parse(
            "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", algorithm=MD5, "
                + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001, "
                + "cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, "
                + "response=\"8ca523f5e9506fed4657c9700eebdbec\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
        );
        Assert.Equal(expected, digest!.Proves(password, "GET"));
    }

    /// <summary>RFC 2069 §2.4 as corrected by its erratum.</summary>
    [Fact]
    public void Proves_knows_the_form_without_qop() =>
        Assert.True(
            DigestAuthorization
                .Parse(
                    "Digest username=\"Mufasa\", realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
                        + "uri=\"/dir/index.html\", response=\"1949323746fe6a43ef61f9606e7febea\""
                )!
                .Proves("CircleOfLife", "GET")
        );

    [Theory]
    [InlineData(null)]
    [InlineData("Basic dTpw")]
    [InlineData("Digest")]
    [InlineData("Digest username=\"u\"")]
    [InlineData(
        "Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"/\", response=\"0\", algorithm=SHA-512"
    )]
    [InlineData("Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"/\", response=\"0\", qop=auth-int")]
    public void Parse_of_what_is_no_digest_is_null(string? header) =>
        Assert.Null(DigestAuthorization.Parse(header));

    [Fact]
    public void Nonce_serves_for_five_minutes_and_only_where_it_was_made()
    {
        var authenticator = Create();
        var header = Answer(authenticator);
        Assert.NotNull(authenticator.Find(header, "POST", "/a"));
        Assert.Null(authenticator.Find(header, "POST", "/b"));
        Assert.Null(Create().Find(header, "POST", "/a"));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(authenticator.Find(header, "POST", "/a"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(authenticator.Find(header, "POST", "/a"));
    }

    [Fact]
    public void Nonce_that_was_changed_serves_for_nothing()
    {
        var authenticator = Create();
        var challenge = authenticator.Challenges().First();
        var nonce = Nonce().Match(challenge).Groups[1].Value;
        var other = $"{(nonce[0] == '0' ? '1' : '0')}{nonce[1..]}";
        Assert.Null(
            authenticator.Find(
                Answer(challenge.Replace(nonce, other, StringComparison.Ordinal)),
                "POST",
                "/a"
            )
        );
        Assert.Null(
            authenticator.Find(Answer(challenge.Replace(nonce, "x", StringComparison.Ordinal)), "POST", "/a")
        );
    }

    private static string Answer(MmscAuthenticator authenticator) =>
        Answer(authenticator.Challenges().First());

    private static string Answer(string challenge) =>
        Mm7DigestChallenge.Parse(challenge["Digest ".Length..])!.Answer("u", "p", "POST", "/a");

    private MmscAuthenticator Create() =>
        new([new VaspAccount(new AccountOptions { SpId = "u", Secret = "p" })], _time);

    [GeneratedRegex("nonce=\"([0-9a-f]+)\"")]
    private static partial Regex Nonce();
}
