using CsCheck;
using Xunit;
using Yixun.Core.Messages;
using Yixun.Core.Templates;

namespace Yixun.Core.Tests.Templates;

public sealed class MessageTemplateTests
{
    [Theory]
    [InlineData(TemplateVariableType.Text, "任何文字 {a} 123", true)]
    [InlineData(TemplateVariableType.Number, "12", true)]
    [InlineData(TemplateVariableType.Number, "-36.5", true)]
    [InlineData(TemplateVariableType.Number, "1,000", false)]
    [InlineData(TemplateVariableType.Number, "１２", false)]
    [InlineData(TemplateVariableType.Number, "", false)]
    [InlineData(TemplateVariableType.Date, "2026-07-03", true)]
    [InlineData(TemplateVariableType.Date, "2026/7/3", true)]
    [InlineData(TemplateVariableType.Date, "2026年7月3日", true)]
    [InlineData(TemplateVariableType.Date, "7月3日", true)]
    [InlineData(TemplateVariableType.Date, "2月29日", true)]
    [InlineData(TemplateVariableType.Date, "2026-02-30", false)]
    [InlineData(TemplateVariableType.Date, "13月1日", false)]
    [InlineData(TemplateVariableType.Date, "明天", false)]
    [InlineData(TemplateVariableType.Time, "09:00", true)]
    [InlineData(TemplateVariableType.Time, "9:00", true)]
    [InlineData(TemplateVariableType.Time, "09:00-10:30", true)]
    [InlineData(TemplateVariableType.Time, "7月3日09:00", true)]
    [InlineData(TemplateVariableType.Time, "2026-07-03 09:00", true)]
    [InlineData(TemplateVariableType.Time, "2026年7月3日 9:00至10:00", true)]
    [InlineData(TemplateVariableType.Time, "9点", true)]
    [InlineData(TemplateVariableType.Time, "25:00", false)]
    [InlineData(TemplateVariableType.Time, "13月3日09:00", false)]
    [InlineData(TemplateVariableType.Time, "上午", false)]
    [InlineData(TemplateVariableType.Code, "483920", true)]
    [InlineData(TemplateVariableType.Code, "AB12", true)]
    [InlineData(TemplateVariableType.Code, "123", false)]
    [InlineData(TemplateVariableType.Code, "12 34", false)]
    [InlineData(TemplateVariableType.Phone, "13800138000", true)]
    [InlineData(TemplateVariableType.Phone, "020-81234567", true)]
    [InlineData(TemplateVariableType.Phone, "12320", true)]
    [InlineData(TemplateVariableType.Phone, "请致电", false)]
    [InlineData(TemplateVariableType.Url, "https://h.example.cn/a?b=1", true)]
    [InlineData(TemplateVariableType.Url, "h.example.cn", false)]
    [InlineData(TemplateVariableType.Url, "javascript:alert(1)", false)]
    [InlineData(TemplateVariableType.Url, "https://h.example.cn/a b", false)]
    [InlineData(TemplateVariableType.Name, "张三", true)]
    [InlineData(TemplateVariableType.Name, "张*", true)]
    [InlineData(TemplateVariableType.Name, "买买提·艾力", true)]
    [InlineData(TemplateVariableType.Name, "John Smith", true)]
    [InlineData(TemplateVariableType.Name, "张三13800138000", false)]
    [InlineData(TemplateVariableType.Name, "http://a.cn", false)]
    public void Fits_value_is_of_its_variables_type(TemplateVariableType type, string value, bool fits) =>
        Assert.Equal(fits, TemplateValues.Fits(new TemplateVariable("x", type), value));

    [Theory]
    [InlineData(TemplateVariableType.Text, null, 5000, true)]
    [InlineData(TemplateVariableType.Text, 5, 5, true)]
    [InlineData(TemplateVariableType.Text, 5, 6, false)]
    [InlineData(TemplateVariableType.Number, null, 20, true)]
    [InlineData(TemplateVariableType.Number, null, 21, false)]
    public void Fits_value_is_not_too_long(TemplateVariableType type, int? maximum, int length, bool fits) =>
        Assert.Equal(
            fits,
            TemplateValues.Fits(new TemplateVariable("x", type, maximum), new string('1', length))
        );

    [Fact]
    public void Fits_any_text_is_answered_for_every_type() =>
        Gen.Select(
                Gen.Enum<TemplateVariableType>(),
                Gen.String[Gen.OneOf('1', '2', ':', '-', '日', '月', 'T', ' ', 'a', '点', '年'), 0, 300]
            )
            .Sample(
                (type, value) =>
                {
                    TemplateValues.Fits(new TemplateVariable("x", type, 400), value);
                },
                iter: 5000
            );

    [Fact]
    public void Render_wrong_missing_and_optional_values()
    {
        var template = Template(
            "{name}，验证码{code}{tail}",
            [
                new TemplateVariable("name", TemplateVariableType.Name),
                new TemplateVariable("code", TemplateVariableType.Code),
                new TemplateVariable("tail", Required: false),
            ]
        );

        Assert.Equal(
            "张三，验证码123456",
            template.Render(Values(("name", "张三"), ("code", "123456")), out _)
        );
        Assert.Equal(
            "张三，验证码123456。",
            template.Render(Values(("name", "张三"), ("code", "123456"), ("tail", "。")), out _)
        );
        Assert.Null(template.Render(Values(("name", "张三")), out var missing));
        Assert.Equal(new TemplateFault("code", Missing: true), missing);
        Assert.Null(template.Render(Values(("name", "张三"), ("code", "一二三四")), out var wrong));
        Assert.Equal(new TemplateFault("code", Missing: false), wrong);
    }

    [Fact]
    public void Render_variable_without_a_definition_is_a_required_text_of_any_length()
    {
        var template = Template("{a}", []);

        Assert.Equal([new TemplateVariable("a")], template.Variables);
        Assert.Null(template.Render(Values(), out var fault));
        Assert.True(fault!.Missing);
        Assert.Equal(600, template.Render(Values(("a", new string('甲', 600))), out _)!.Length);
        Assert.Equal("", template.Render(Values(("a", "")), out _));
    }

    [Theory]
    [InlineData(TemplateKind.Otp, "otp")]
    [InlineData(TemplateKind.Marketing, "promotion")]
    [InlineData(TemplateKind.Notice, "critical care reminder followup")]
    public void MayUse_kind_tells_the_lanes(TemplateKind kind, string lanes)
    {
        Assert.True(TemplateText.TryParse("a", out var text, out _));
        var template = new MessageTemplate("t", 1, kind, text!, []);

        Assert.Equal(lanes.Split(' '), Lanes.All.Where(template.MayUse).Select(Lanes.NameOf));
    }

    [Fact]
    public void MayFollow_approved_version_is_followed_by_nothing()
    {
        Assert.DoesNotContain(
            Enum.GetValues<TemplateState>(),
            to => TemplateStates.MayFollow(TemplateState.Approved, to)
        );
        Assert.Equal(
            [TemplateState.Reviewing],
            Enum.GetValues<TemplateState>()
                .Where(from => TemplateStates.MayFollow(from, TemplateState.Approved))
        );
    }

    private static MessageTemplate Template(string source, TemplateVariable[] variables)
    {
        Assert.True(TemplateText.TryParse(source, out var text, out _));
        return new MessageTemplate("t", 1, TemplateKind.Notice, text!, variables);
    }

    private static Dictionary<string, string> Values(params (string Name, string Value)[] values) =>
        values.ToDictionary(value => value.Name, value => value.Value);
}
