using Xunit;
using Yixun.Carriers.Links;

namespace Yixun.Carriers.Tests.Links;

public sealed class InboundTextTests
{
    [Theory]
    [InlineData(0, "54", "T")]
    [InlineData(0, "54ff", "T\uFFFD")]
    [InlineData(4, "5431", "T1")]
    [InlineData(8, "68c09a8c", "检验")]
    [InlineData(8, "68c09a", "检\uFFFD")]
    [InlineData(15, "bbd8b8b454", "回复T")]
    [InlineData(24, "68c09a8c", "检验")]
    [InlineData(16, "54", "T")]
    [InlineData(0xF0, "54", "T")]
    public void Decode_format_gives_the_text(byte format, string hex, string text) =>
        Assert.Equal(text, InboundText.Decode(format, Convert.FromHexString(hex)));
}
