using Microsoft.Extensions.Time.Testing;
using Xunit;
using Yixun.CarrierSimulator.Scenarios;

namespace Yixun.CarrierSimulator.Tests.Scenarios;

public sealed class ScenarioReaderTests
{
    private readonly ScenarioReader _reader = new(new RecordedStage(new FakeTimeProvider()));

    public static TheoryData<string> Examples =>
        [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileName(file))];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Scenarios");

    [Theory]
    [MemberData(nameof(Examples))]
    public void Read_understands_every_example(string file) =>
        Assert.NotEmpty(_reader.Read(File.ReadAllText(Path.Combine(Folder, file))).Steps);

    [Theory]
    [InlineData("", null, null)]
    [InlineData("{\"name\":\"a\",\n\"steps\":[}", null, null)]
    [InlineData("[]", null, null)]
    [InlineData("{\"steps\":[{}]}", null, "name")]
    [InlineData("{\"name\":\"a\"}", null, "steps")]
    [InlineData("{\"name\":\"a\",\"steps\":[]}", null, "steps")]
    [InlineData("{\"name\":\"a\",\"steps\":[{}],\"speed\":1}", null, "speed")]
    [InlineData("{\"name\":\"a\",\"gateway\":\"none\",\"steps\":[{}]}", null, "gateway")]
    [InlineData("""[{},{"at":-1}]""", "2", "at")]
    [InlineData("""[{"at":"1"}]""", "1", "at")]
    [InlineData("""[{"at":1,"after":1}]""", "1", "after")]
    [InlineData("""[{"after":90000}]""", "1", "after")]
    [InlineData("""[{"disconnect":true,"gateway":"none"}]""", "1", "gateway")]
    [InlineData("""[{"cut":true}]""", "1", "cut")]
    [InlineData("""[{"disconnect":1}]""", "1", "disconnect")]
    [InlineData("""[{"behaviour":1}]""", "1", "behaviour")]
    [InlineData("""[{"behaviour":{"noResponse":2}}]""", "1", "behaviour.noResponse")]
    [InlineData("""[{"behaviour":{"noResponse":"often"}}]""", "1", "behaviour.noResponse")]
    [InlineData("""[{"behaviour":{"noAnswer":1}}]""", "1", "behaviour.noAnswer")]
    [InlineData("""[{"behaviour":{"outcomes":null}}]""", "1", "behaviour.outcomes")]
    [InlineData("""[{"behaviour":{"outcomes":{"Retrieved":1}}}]""", "1", "behaviour.outcomes")]
    [InlineData("""[{"repeat":2,"steps":[{},{"listen":"no"}]}]""", "1.2", "listen")]
    [InlineData("""[{"repeat":0,"steps":[{}]}]""", "1", "repeat")]
    [InlineData("""[{"repeat":2}]""", "1", "steps")]
    [InlineData("""[{"steps":[{}]}]""", "1", "repeat")]
    [InlineData("""[{"wait":{}}]""", "1", "wait.submits")]
    [InlineData("""[{"wait":{"submits":1,"reports":1}}]""", "1", "wait.submits")]
    [InlineData("""[{"wait":{"submits":0}}]""", "1", "wait.submits")]
    [InlineData("""[{"wait":{"for":1}}]""", "1", "wait.for")]
    [InlineData("""[{"replies":{"from":"1","to":"1069"}}]""", "1", "replies.text")]
    [InlineData("""[{"replies":{"from":"x","to":"1069","text":"T"}}]""", "1", "replies.from")]
    [InlineData("""[{"replies":{"count":0,"from":"1","to":"1069","text":"T"}}]""", "1", "replies.count")]
    public void Read_of_a_bad_file_names_step_and_field(string text, string? step, string? field)
    {
        var whole = text.StartsWith("[{", StringComparison.Ordinal)
            ? $$"""{"name":"a","gateway":"mobile","steps":{{text}}}"""
            : text;
        var problem = Assert.Throws<ScenarioFormatException>(() => _reader.Read(whole));
        Assert.Equal((step, field), (problem.Step, problem.Field));
        if (step is not null)
        {
            Assert.StartsWith($"Step {step}, field '{field}': ", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_needs_a_gateway_where_something_is_done_to_one() =>
        Assert.Equal(
            "gateway",
            Assert
                .Throws<ScenarioFormatException>(() =>
                    _reader.Read("""{"name":"a","steps":[{"disconnect":true}]}""")
                )
                .Field
        );

    [Fact]
    public void Read_knows_the_words_of_the_gateways_protocol() =>
        Assert.Single(
            _reader
                .Read(
                    """{"name":"a","steps":[{"gateway":"mms","behaviour":{"outcomes":{"Recipient Rejected":1}}}]}"""
                )
                .Steps
        );

    [Fact]
    public void Read_says_the_line_of_bad_json() =>
        Assert.Contains(
            "line 2",
            Assert.Throws<ScenarioFormatException>(() => _reader.Read("{\"name\":\n}")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Read_stops_at_too_many_and_too_deep_steps()
    {
        var many = string.Join(',', Enumerable.Repeat("{}", 1001));
        Assert.Equal(
            "1001",
            Assert
                .Throws<ScenarioFormatException>(() => _reader.Read($$"""{"name":"a","steps":[{{many}}]}"""))
                .Step
        );
        var deep = "{}";
        for (var depth = 0; depth < 4; depth++)
        {
            deep = $$"""{"repeat":1,"steps":[{{deep}}]}""";
        }

        Assert.Equal(
            "steps",
            Assert
                .Throws<ScenarioFormatException>(() => _reader.Read($$"""{"name":"a","steps":[{{deep}}]}"""))
                .Field
        );
    }
}
