using System.Text.Json.Nodes;
using Xunit;
using Yixun.Carriers.Inspection;

namespace Yixun.Cli.Tests;

/// <summary>The program as an operator runs it.</summary>
public sealed class PduProcessTests
{
    private const string ActiveTest = "0000000c000000080000004d";

    public static TheoryData<string> Protocols => [.. PduInspector.Protocols];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Decode_then_encode_gives_the_same_lines(string protocol)
    {
        var hex = PduVectors
            .Names.Select(row => row.Data)
            .Where(name => PduVectors.ProtocolOf(name) == protocol)
            .Select(PduVectors.HexOf)
            .ToList();

        var decoded = await CliProcess.RunAsync(
            string.Join('\n', hex),
            "pdu",
            "decode",
            "--protocol",
            protocol,
            "-"
        );
        var encoded = await CliProcess.RunAsync(decoded.Output, "pdu", "encode", "--protocol", protocol, "-");

        Assert.Equal((0, ""), (decoded.ExitCode, decoded.Error));
        Assert.Equal((0, ""), (encoded.ExitCode, encoded.Error));
        Assert.Equal(hex.Count, decoded.Lines.Length);
        Assert.Equal(hex, encoded.Lines);
    }

    [Fact]
    public async Task Decode_takes_hex_as_people_paste_it()
    {
        var run = await CliProcess.RunAsync(
            null,
            "pdu",
            "decode",
            "--protocol",
            "cmpp20",
            "0x0000000c 00:00:00:08\n0X0000004d",
            "00 00 00 0C 80",
            "000008 0000004D"
        );

        Assert.Equal(
            """
            {"command":"ACTIVE_TEST","length":12,"sequence_id":77}
            {"command":"ACTIVE_TEST_RESP","length":12,"sequence_id":77,"Reserved":null}

            """,
            run.Output
        );
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Decode_prints_chinese_readably_and_pretty_on_lines()
    {
        var hex = PduVectors.HexOf("cmpp20-submit-ucs2");

        var line = await CliProcess.RunAsync(hex, "pdu", "decode", "--protocol", "cmpp20");
        var pretty = await CliProcess.RunAsync(hex, "pdu", "decode", "--protocol", "cmpp20", "--pretty");

        Assert.Contains(
            "\"text\":\"【仁和医院】张先生，您预约的",
            Assert.Single(line.Lines),
            StringComparison.Ordinal
        );
        Assert.True(pretty.Lines.Length > 20);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(line.Output), JsonNode.Parse(pretty.Output)));
    }

    [Fact]
    public async Task Decode_bad_pdu_prints_those_before_it_and_the_offset()
    {
        var run = await CliProcess.RunAsync(
            ActiveTest + "0000000d000000070000004d01",
            "pdu",
            "decode",
            "--protocol",
            "cmpp20",
            "-"
        );

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("ACTIVE_TEST", Assert.Single(run.Lines), StringComparison.Ordinal);
        Assert.Equal(
            """
            错误：偏移 24（0x18）：Msg_Id 需要 8 个字节，只有 1 个
            error: Offset 24 (0x18): Msg_Id needs 8 octets, 1 are there.

            """,
            run.Error
        );
    }

    [Theory]
    [InlineData("0000000g", "第 8 个字符", "Character 8")]
    [InlineData("000", "3 个，应为偶数", "3 hex digits")]
    [InlineData(" \n", "没有输入", "no input")]
    public async Task Decode_what_is_no_hex_says_so(string input, string chinese, string english)
    {
        var run = await CliProcess.RunAsync(input, "pdu", "decode", "--protocol", "smpp");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(chinese, run.Error, StringComparison.Ordinal);
        Assert.Contains(english, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encode_bad_object_prints_those_before_it_and_its_number()
    {
        var run = await CliProcess.RunAsync(
            """
            {"command": "ACTIVE_TEST",
             "sequence_id": 77}
            {"command":"ACTIVE_TEST"}
            """,
            "pdu",
            "encode",
            "--protocol",
            "cmpp30",
            "-"
        );

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(ActiveTest, Assert.Single(run.Lines));
        Assert.Equal(
            """
            错误：第 2 个对象：缺少字段 sequence_id
            error: Object 2: sequence_id is missing.

            """,
            run.Error
        );
    }

    [Theory]
    [InlineData("{\"command\":\n x}", "第 2 行")]
    [InlineData("""{"command":"a","command":"b"}""", "JSON 有误")]
    [InlineData("""{"command":"ACTIVE_TEST","x":{"a":1,"a":2}}""", "JSON 有误")]
    [InlineData("[1]", "应为 JSON 对象")]
    [InlineData("""{"command":"\ud800"}""", "半个字符")]
    [InlineData("""{"\ud800":1}""", "半个字符")]
    [InlineData("{", "JSON 有误")]
    [InlineData("", "没有输入")]
    public async Task Encode_what_is_no_json_object_says_so(string input, string chinese)
    {
        var run = await CliProcess.RunAsync(input, "pdu", "encode", "--protocol", "cmpp20", "-");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(chinese, run.Error, StringComparison.Ordinal);
        Assert.Contains("\nerror: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pdu", "decode", "00")]
    [InlineData("pdu", "decode", "--protocol", "cmpp40", "00")]
    [InlineData("pdu", "decode", "--protocol", "smpp", "--unknown")]
    [InlineData("pdus")]
    public async Task Bad_arguments_exit_with_2(params string[] arguments)
    {
        var run = await CliProcess.RunAsync(null, arguments);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("命令行有误 (bad command line)", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pdu")]
    [InlineData("--help", "pdu")]
    [InlineData("pdu --help", "decode", "encode")]
    [InlineData("pdu decode --help", "--protocol cmpp20|cmpp30|sgip|smgp|smpp", "--pretty", "[HEX…|-]")]
    [InlineData("pdu encode -h", "--protocol", "[JSON…|-]")]
    [InlineData("", "pdu")]
    public async Task Help_is_chinese_with_english(string arguments, params string[] words)
    {
        var run = await CliProcess.RunAsync(
            null,
            arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(
            [.. words, "用法 (usage): ./yixun"],
            word => Assert.Contains(word, run.Output, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Script_builds_what_is_missing_and_runs_the_program()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Yixun.slnx")))
        {
            folder = folder.Parent!;
        }

        var run = await CliProcess.RunAsync(
            Path.Combine(folder.FullName, "yixun"),
            ActiveTest,
            ["pdu", "decode", "-p", "cmpp20", "-"]
        );

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("""{"command":"ACTIVE_TEST","length":12,"sequence_id":77}""", Assert.Single(run.Lines));
    }
}
