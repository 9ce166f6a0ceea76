using System.Reflection;
using Xunit;
using Yixun.Core.Failures;
using Yixun.Core.Messages;

namespace Yixun.Core.Tests.Failures;

public sealed class FailureTextsTests
{
    [Theory]
    [InlineData("UNDELIV", "停机")]
    [InlineData("undeliv", "停机")]
    [InlineData("REJECTD", "拒绝")]
    [InlineData("EXPIRED", "有效期")]
    [InlineData("MBBLACK", "黑名单")]
    [InlineData("69", "黑名单")]
    [InlineData("MK:0001", "空号")]
    [InlineData("SUBMIT:8", "流量控制")]
    [InlineData("NOROUTE", "没有可用通道")]
    public void Find_known_code_says_what_happened(string code, string word)
    {
        var text = FailureTexts.Find(code);

        Assert.NotNull(text);
        Assert.Equal(code, text.Code);
        Assert.Contains(word, text.Cause, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(text.Advice));
    }

    [Theory]
    [InlineData("CA:0054")]
    [InlineData("SUBMIT:44")]
    [InlineData("")]
    public void Find_unknown_code_is_shown_raw(string code)
    {
        var text = FailureTexts.Find(code);

        Assert.Equal(new FailureText(code, $"运营商返回代码 {code}", "请联系运营商核实该代码的含义"), text);
    }

    [Fact]
    public void Find_no_code_has_no_text() => Assert.Null(FailureTexts.Find(null));

    public static TheoryData<string> OwnReasons =>
        [
            .. typeof(MessageReasons)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(constant => (string)constant.GetRawConstantValue()!),
        ];

    [Theory]
    [MemberData(nameof(OwnReasons))]
    public void Find_every_reason_of_ours_is_known(string reason) =>
        Assert.DoesNotContain("运营商返回代码", FailureTexts.Find(reason)!.Cause, StringComparison.Ordinal);

    [Fact]
    public void MessageReasons_codes_are_unique() =>
        Assert.Equal(OwnReasons.Count, OwnReasons.Select(row => row.Data).Distinct().Count());

    [Theory]
    [InlineData(8u, "SUBMIT:8")]
    [InlineData(4_294_967_295u, "SUBMIT:4294967295")]
    public void OfSubmitResult_result_has_its_code(uint result, string code) =>
        Assert.Equal(code, FailureTexts.OfSubmitResult(result));

    /// <summary>Results 1 to 9 are CMPP's; 10 to 13 CMPP 3.0's.</summary>
    [Fact]
    public void Find_every_submit_result_of_cmpp_is_known() =>
        Assert.All(
            Enumerable.Range(1, 13),
            result =>
                Assert.DoesNotContain(
                    "运营商返回代码",
                    FailureTexts.Find(FailureTexts.OfSubmitResult((uint)result))!.Cause,
                    StringComparison.Ordinal
                )
        );
}
