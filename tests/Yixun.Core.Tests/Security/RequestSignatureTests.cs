using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Xunit;
using Yixun.Core.Security;

namespace Yixun.Core.Tests.Security;

public sealed class RequestSignatureTests
{
    /// <summary>Made with Python's hmac and hashlib; callers check their own code against it.</summary>
    [Fact]
    public void Compute_fixed_example_gives_the_digits_of_another_implementation() =>
        Assert.Equal(
            "049eb235764818c28181357140e875adf9751d69140a143550109760c3a8ddc3",
            RequestSignature.Compute(
                "s3cret-医"u8,
                "POST",
                "/api/v1/messages?dry=1",
                1_767_225_600,
                "0123456789abcdef",
                """{"lane":"otp","to":["13800138000"],"content":"验证码 4711"}"""u8
            )
        );

    [Fact]
    public void Compute_any_request_is_the_hmac_of_its_five_lines() =>
        Gen.Select(
                Gen.Byte.Array[1, 100],
                Gen.OneOf("GET", "POST", "PUT", "DELETE"),
                Gen.String[Gen.Char['!', '~'], 1, 60],
                Gen.Long[0, 4_000_000_000],
                Gen.String[Gen.Char['!', '~'], 16, 64],
                Gen.Byte.Array[0, 200]
            )
            .Sample(
                (secret, method, path, seconds, nonce, body) =>
                {
                    var lines = string.Join(
                        '\n',
                        method,
                        path,
                        seconds.ToString(CultureInfo.InvariantCulture),
                        nonce,
                        Convert.ToHexStringLower(SHA256.HashData(body))
                    );
                    using var hmac = new HMACSHA256(secret);

                    Assert.Equal(
                        Convert.ToHexStringLower(hmac.ComputeHash(Encoding.UTF8.GetBytes(lines))),
                        RequestSignature.Compute(secret, method, path, seconds, nonce, body)
                    );
                },
                iter: 500
            );

    [Fact]
    public void Matches_only_the_same_digits_in_either_case()
    {
        var signature = RequestSignature.Compute("k"u8, "GET", "/", 1, "n", []);
        var last = signature[^1] == '0' ? '1' : '0';

        Assert.True(RequestSignature.Matches(signature, signature));
        Assert.True(RequestSignature.Matches(signature, signature.ToUpperInvariant()));
        Assert.False(RequestSignature.Matches(signature, signature[..^1] + last));
        Assert.False(RequestSignature.Matches(signature, last + signature[1..]));
        Assert.False(RequestSignature.Matches(signature, signature[..^1]));
        Assert.False(RequestSignature.Matches(signature, signature + "0"));
        Assert.False(RequestSignature.Matches(signature, ""));
        Assert.False(RequestSignature.Matches(signature, signature[..^1] + '\uFF10'));
    }

    [Theory]
    [InlineData("0123456789abcdef", true)]
    [InlineData("!~!~!~!~!~!~!~!~", true)]
    [InlineData("0123456789abcde", false)]
    [InlineData("", false)]
    [InlineData("0123456789 abcdef", false)]
    [InlineData("0123456789abcdef\n", false)]
    [InlineData("0123456789abcdef\u007F", false)]
    [InlineData("0123456789abcdef医", false)]
    public void IsValidNonce_text_is_visible_ascii(string nonce, bool valid) =>
        Assert.Equal(valid, RequestSignature.IsValidNonce(nonce));

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void IsValidNonce_length_is_16_to_64(int length, bool valid) =>
        Assert.Equal(valid, RequestSignature.IsValidNonce(new string('n', length)));

    [Fact]
    public void Tolerance_clock_may_be_off_by_five_minutes() =>
        Assert.Equal(TimeSpan.FromSeconds(300), RequestSignature.Tolerance);
}
