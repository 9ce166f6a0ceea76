using Xunit;
using Yixun.Data.Staff;

namespace Yixun.Functions.Tests;

public sealed class PasswordHasherTests
{
    [Fact]
    public void Verify_rightAndWrongPassword_tellsThemApart()
    {
        var hash = PasswordHasher.Hash("正确的密码");

        Assert.StartsWith("$argon2id$v=19$m=19456,t=2,p=1$", hash, StringComparison.Ordinal);
        Assert.True(PasswordHasher.Verify("正确的密码", hash));
        Assert.False(PasswordHasher.Verify("错误的密码", hash));
        Assert.NotEqual(hash, PasswordHasher.Hash("正确的密码"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("$2a$10$abcdefghijklmnopqrstuv")]
    public void Verify_hashOfAnotherForm_isFalse(string hash) =>
        Assert.False(PasswordHasher.Verify("x", hash));
}
