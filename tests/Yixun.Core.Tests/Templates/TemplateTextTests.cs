using CsCheck;
using Xunit;
using Yixun.Core.Templates;

namespace Yixun.Core.Tests.Templates;

public sealed class TemplateTextTests
{
    [Fact]
    public void Render_variables_are_filled_in()
    {
        var template = Parse("尊敬的{name}，您预约的{dept}在{floor_2}楼，{name}请准时。");

        var text = template.Render(
            new Dictionary<string, string>
            {
                ["name"] = "张三",
                ["dept"] = "心内科",
                ["floor_2"] = "3",
                ["unused"] = "x",
            },
            out var missing
        );

        Assert.Equal("尊敬的张三，您预约的心内科在3楼，张三请准时。", text);
        Assert.Null(missing);
    }

    [Fact]
    public void Variables_each_stands_once_in_order_of_use() =>
        Assert.Equal(["b", "姓名", "a"], Parse("{b}{姓名}{b}{a}").Variables);

    [Theory]
    [InlineData("{{name}}", "{name}")]
    [InlineData("{{{name}}}", "{张三}")]
    [InlineData("}}{{", "}{")]
    [InlineData("没有变量", "没有变量")]
    [InlineData("", "")]
    public void Render_doubled_braces_are_literal(string source, string text) =>
        Assert.Equal(text, Parse(source).Render(new Dictionary<string, string> { ["name"] = "张三" }, out _));

    [Fact]
    public void Render_value_is_not_read_as_a_template() =>
        Assert.Equal(
            "{b}}",
            Parse("{a}").Render(new Dictionary<string, string> { ["a"] = "{b}}", ["b"] = "x" }, out _)
        );

    [Fact]
    public void Render_missing_value_names_the_first_variable()
    {
        var text = Parse("{a}{b}{c}").Render(new Dictionary<string, string> { ["a"] = "1" }, out var missing);

        Assert.Null(text);
        Assert.Equal("b", missing);
    }

    [Fact]
    public void Render_variable_names_are_case_sensitive() =>
        Assert.Null(Parse("{Name}").Render(new Dictionary<string, string> { ["name"] = "x" }, out _));

    [Theory]
    [InlineData("{}", 0)]
    [InlineData("您好{", 2)]
    [InlineData("您好{name", 2)]
    [InlineData("{na me}", 0)]
    [InlineData("{na-me}", 0)]
    [InlineData("{a{b}}", 0)]
    [InlineData("ab}", 2)]
    [InlineData("{a}}", 3)]
    public void TryParse_malformed_source_names_the_position(string source, int position)
    {
        Assert.False(TemplateText.TryParse(source, out var template, out var problem));
        Assert.Null(template);
        Assert.EndsWith($"at position {position}", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void TryParse_name_has_at_most_32_characters(int length, bool valid) =>
        Assert.Equal(valid, TemplateText.TryParse($"{{{new string('n', length)}}}", out _, out _));

    [Fact]
    public void TryParse_any_source_gives_a_template_or_a_problem() =>
        Gen.String[Gen.OneOf('{', '}', 'a', ' ', '名'), 0, 20]
            .Sample(
                source =>
                {
                    var parsed = TemplateText.TryParse(source, out var template, out var problem);

                    Assert.Equal(parsed, template is not null);
                    Assert.Equal(parsed, problem is null);
                },
                iter: 5000
            );

    [Fact]
    public void Render_escaped_text_comes_back() =>
        Gen.String[Gen.OneOf('{', '}', 'a', '，'), 0, 30]
            .Sample(
                text =>
                {
                    var source = text.Replace("{", "{{", StringComparison.Ordinal)
                        .Replace("}", "}}", StringComparison.Ordinal);

                    Assert.Equal(text, Parse(source).Render(new Dictionary<string, string>(), out _));
                },
                iter: 2000
            );

    private static TemplateText Parse(string source)
    {
        Assert.True(TemplateText.TryParse(source, out var template, out var problem), problem);
        return template!;
    }
}
