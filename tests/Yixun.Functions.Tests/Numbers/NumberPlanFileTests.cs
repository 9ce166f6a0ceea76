using System.IO.Pipelines;
using System.Text;
using CsCheck;
using Xunit;
using Yixun.Core.Numbers;
using Yixun.Core.Problems;
using Yixun.Functions.Numbers;

namespace Yixun.Functions.Tests.Numbers;

public sealed class NumberPlanFileTests
{
    [Fact]
    public async Task Read_rows_in_any_spelling()
    {
        var file = await ReadAsync(
            "\uFEFF号段,运营商,类型,省份\r\n1380013,移动,自有,广东省\r\n\r\n# 注释\r\n\"1701\",TELECOM,resale,\r\n1740\tsatellite\tsatellite"
        );

        Assert.Equal(
            [
                new NumberSegment("1380013", Carrier.Mobile, NumberSegmentKind.Own, "广东"),
                new NumberSegment("1701", Carrier.Telecom, NumberSegmentKind.Resale),
                new NumberSegment("1740", Carrier.Satellite, NumberSegmentKind.Satellite),
            ],
            file.Segments
        );
        Assert.Empty(file.Errors);
    }

    [Fact]
    public async Task Read_however_the_octets_arrive_is_the_same()
    {
        var text = "号段,运营商\n1380013,移动,自有,广东\nabc\n1380014,联通,,黑龙江\n";
        var octets = Encoding.UTF8.GetBytes(text);
        for (var cut = 1; cut < octets.Length; cut++)
        {
            var pipe = new Pipe();
            var reading = NumberPlanFile.ReadAsync(pipe.Reader, TestContext.Current.CancellationToken);
            await pipe.Writer.WriteAsync(octets.AsMemory(..cut), TestContext.Current.CancellationToken);
            await pipe.Writer.WriteAsync(octets.AsMemory(cut..), TestContext.Current.CancellationToken);
            await pipe.Writer.CompleteAsync();

            var file = await reading;

            Assert.Equal(["广东", "黑龙江"], file.Segments.Select(segment => segment.Province));
            Assert.Equal(3, Assert.Single(file.Errors).Line);
        }
    }

    [Fact]
    public async Task Read_more_rows_than_the_country_has_is_refused()
    {
        var text = new StringBuilder();
        for (var row = 0; row <= NumberPlanFile.MaximumRows; row++)
        {
            text.Append("138,移动\n");
        }

        Assert.Equal("file_rows_too_many", await ProblemAsync(Encoding.UTF8.GetBytes(text.ToString())));
    }

    [Fact]
    public async Task Read_what_is_no_text_is_refused()
    {
        Assert.Equal("file_encoding_invalid", await ProblemAsync([0x31, 0xD6, 0xD0, (byte)'\n']));
        Assert.Equal("file_type_invalid", await ProblemAsync(new byte[5_000]));
    }

    [Fact]
    public async Task Read_errors_are_counted_and_the_first_are_told()
    {
        var file = await ReadAsync(string.Concat(Enumerable.Repeat("1x,移动\n", 1_500)));

        Assert.Equal((1_500, 1_500, 0, 1_000), (file.Count, file.Invalid, file.Good, file.Errors.Count));
    }

    [Fact]
    public void Read_any_text_is_counted_whole() =>
        Gen.String[Gen.OneOf('1', '3', '8', ',', '\n', '移', '动', '"', '#', '\t', '省'), 0, 200]
            .Sample(
                text =>
                {
                    // The pipe holds all of it: nothing is waited for.
                    var file = ReadAsync(text).GetAwaiter().GetResult();

                    Assert.Equal(file.Count, file.Good + file.Invalid);
                    Assert.Equal(file.Good, file.Segments.DistinctBy(segment => segment.Prefix).Count());
                },
                iter: 2_000
            );

    private static Task<NumberPlanFile> ReadAsync(string text) => ReadAsync(Encoding.UTF8.GetBytes(text));

    private static Task<NumberPlanFile> ReadAsync(byte[] octets) =>
        NumberPlanFile.ReadAsync(
            PipeReader.Create(new MemoryStream(octets)),
            TestContext.Current.CancellationToken
        );

    private static async Task<string> ProblemAsync(byte[] octets) =>
        (await Assert.ThrowsAsync<ProblemException>(() => ReadAsync(octets))).Problem.Code;
}
