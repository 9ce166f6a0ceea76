using Xunit;
using Yixun.Core.Text;

namespace Yixun.Core.Tests.Text;

public sealed class LinkFinderTests
{
    private static readonly LinkFinder Finder = new(["s.renhe.cn", " .Hospital.org "]);

    [Theory]
    [InlineData("请到3号窗口取药。", LinkKind.None)]
    [InlineData("体温37.5，10.30复查，金额1.234.56元", LinkKind.None)]
    [InlineData("10:30到院", LinkKind.None)]
    [InlineData("邮箱 a@example.com", LinkKind.None)]
    [InlineData("详见https://s.renhe.cn/Ab12查看", LinkKind.Own)]
    [InlineData("详见s.renhe.cn/Ab12查看", LinkKind.Own)]
    [InlineData("详见http://www.hospital.org:8080/x", LinkKind.Own)]
    [InlineData("详见HTTPS://S.RENHE.CN/x", LinkKind.Own)]
    [InlineData("详见https://t.cn/Ab12查看", LinkKind.Foreign)]
    [InlineData("点t.cn/Ab12领取", LinkKind.Foreign)]
    [InlineData("点s.renhe.cn/a或t.cn/b", LinkKind.Foreign)]
    [InlineData("https://evil-s.renhe.cn.example.com/", LinkKind.Foreign)]
    [InlineData("https://notrenhe.cn/", LinkKind.Foreign)]
    [InlineData("https://s.renhe.cn@evil.com/", LinkKind.Foreign)]
    [InlineData("点t．cn/Ab12领取", LinkKind.Foreign)]
    [InlineData("weixin://dl/business/?appid=1", LinkKind.Foreign)]
    public void KindOf_text_finds_the_strongest_link(string text, LinkKind kind) =>
        Assert.Equal(kind, Finder.KindOf(text));
}
