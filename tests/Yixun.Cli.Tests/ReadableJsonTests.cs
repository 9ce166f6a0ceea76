using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Yixun.Cli.Tests;

public sealed class ReadableJsonTests
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = ReadableJsonEncoder.Instance };

    [Theory]
    [InlineData("检验　😀👨‍⚕️é<>&'+", "检验　😀👨‍⚕️é<>&'+")]
    [InlineData("\"\\\n\r\t\0\u001b\u009b", "\\\"\\\\\\n\\r\\t\\u0000\\u001b\\u009b")]
    [InlineData("\u202e\u2066\ufeff", "\\u202e\\u2066\\ufeff")]
    [InlineData("\ufffd", "\ufffd")]
    public void Text_is_escaped_only_where_it_must(string text, string expected)
    {
        var made = new JsonObject { ["text"] = text }.ToJsonString(Options);
        var parsed = JsonNode.Parse(made)!.ToJsonString(Options);

        Assert.Equal($$"""{"text":"{{expected}}"}""", made);
        Assert.Equal(made, parsed);
        Assert.Equal(text, (string)JsonNode.Parse(made)!["text"]!);
    }

    [Fact]
    public void Long_text_with_an_escape_at_every_place_is_unharmed()
    {
        for (var place = 0; place <= 100; place++)
        {
            var text = string.Concat(Enumerable.Repeat("检😀a", 100)).Insert(place * 4, "\u001b\"");
            var made = new JsonObject { ["text"] = text }.ToJsonString(Options);

            Assert.Equal(text, (string)JsonNode.Parse(made)!["text"]!);
            Assert.DoesNotContain("\\ud", made, StringComparison.OrdinalIgnoreCase);
        }
    }
}
