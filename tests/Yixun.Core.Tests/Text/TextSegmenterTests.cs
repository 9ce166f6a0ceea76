using CsCheck;
using Xunit;
using Yixun.Core.Tests.Vectors;
using Yixun.Core.Text;

namespace Yixun.Core.Tests.Text;

public sealed class TextSegmenterTests
{
    public static TheoryData<string> Vectors =>
        [.. SharedVectors.Section("segmentation").Select(vector => SharedVectors.Text(vector, "name"))];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Split_vector_gives_its_segments(string name)
    {
        var vector = SharedVectors.Named("segmentation", name);
        var text = SharedVectors.Text(vector, "text");
        var coding = SharedVectors.Text(vector, "encoding") switch
        {
            "ucs2" => TextCoding.Ucs2,
            "gsm7" => TextCoding.Gsm7,
            var other => throw new InvalidOperationException($"Encoding {other} is not known."),
        };

        var parts = TextSegmenter.Split(text, coding).Select(range => text[range]).ToList();

        Assert.Equal(vector.GetProperty("total_units").GetInt32(), TextSegmenter.Units(text, coding));
        Assert.Equal(vector.GetProperty("segment_count").GetInt32(), parts.Count);
        Assert.Equal(
            vector.GetProperty("segments").EnumerateArray().Select(part => SharedVectors.Text(part, "text")),
            parts
        );
        Assert.Equal(
            vector
                .GetProperty("segments")
                .EnumerateArray()
                .Select(part => part.GetProperty("units").GetInt32()),
            parts.Select(part => TextSegmenter.Units(part, coding))
        );
    }

    [Theory]
    [InlineData(TextCoding.Ucs2, 0, 1)]
    [InlineData(TextCoding.Ucs2, 70, 1)]
    [InlineData(TextCoding.Ucs2, 71, 2)]
    [InlineData(TextCoding.Ucs2, 134, 2)]
    [InlineData(TextCoding.Ucs2, 135, 3)]
    [InlineData(TextCoding.Ucs2, 670, 10)]
    [InlineData(TextCoding.Ucs2, 671, 11)]
    [InlineData(TextCoding.Gsm7, 160, 1)]
    [InlineData(TextCoding.Gsm7, 161, 2)]
    [InlineData(TextCoding.Gsm7, 306, 2)]
    [InlineData(TextCoding.Gsm7, 307, 3)]
    [InlineData(TextCoding.Ascii, 159, 1)]
    [InlineData(TextCoding.Ascii, 160, 2)]
    [InlineData(TextCoding.Ascii, 306, 2)]
    [InlineData(TextCoding.Ascii, 307, 3)]
    public void Split_length_gives_the_count(TextCoding coding, int length, int segments) =>
        Assert.Equal(segments, TextSegmenter.Split(new string('a', length), coding).Count);

    [Fact]
    public void Split_unknown_coding_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TextSegmenter.Split("a", (TextCoding)4));

    [Fact]
    public void Split_any_text_gives_adjoining_segments_within_the_limit() =>
        Texts.Coded.Sample(
            (text, coding) =>
            {
                var ranges = TextSegmenter.Split(text, coding);
                var parts = ranges.Select(range => text[range]).ToList();
                var (single, part) = LimitsOf(coding);
                var limit = ranges.Count == 1 ? single : part;

                Assert.Equal(text, string.Concat(parts));
                Assert.All(parts, one => Assert.InRange(UnitsOf(one, coding), 0, limit));
                Assert.All(parts, one => Assert.True(ranges.Count == 1 || one.Length > 0));
            },
            iter: 3000
        );

    [Fact]
    public void Split_any_text_cuts_as_late_as_a_whole_character_allows() =>
        Texts.Coded.Sample(
            (text, coding) =>
                Assert.Equal(
                    Greedy(text, coding),
                    TextSegmenter.Split(text, coding).Select(range => text[range])
                ),
            iter: 3000
        );

    [Fact]
    public void Split_pairs_are_never_cut() =>
        Texts.WithPairs.Sample(
            text =>
                Assert.All(
                    TextSegmenter.Split(text, TextCoding.Ucs2),
                    range => Assert.False(MessageText.HasLoneSurrogate(text[range]))
                ),
            iter: 3000
        );

    [Fact]
    public void Split_lone_surrogates_still_ends()
    {
        var text = new string('\uD83D', 200);

        Assert.Equal(
            [67, 67, 66],
            TextSegmenter.Split(text, TextCoding.Ucs2).Select(range => text[range].Length)
        );
    }

    [Fact]
    public void CountBillable_any_text_is_the_count_of_ucs2_segments() =>
        Gen.OneOf(Texts.Any, Texts.WithPairs, Texts.Ascii, Texts.Gsm7)
            .Sample(
                text =>
                    Assert.Equal(
                        TextSegmenter.Split(text, TextCoding.Ucs2).Count,
                        TextSegmenter.CountBillable(text)
                    ),
                iter: 3000
            );

    [Theory]
    [InlineData("", TextCoding.Ascii)]
    [InlineData("Your code is 4711.\r\n", TextCoding.Ascii)]
    [InlineData(" ~", TextCoding.Ascii)]
    [InlineData("a\tb", TextCoding.Ucs2)]
    [InlineData("\u007F", TextCoding.Ucs2)]
    [InlineData("café", TextCoding.Ucs2)]
    [InlineData("5 €", TextCoding.Ucs2)]
    [InlineData("Code 4711【仁和医院】", TextCoding.Ucs2)]
    [InlineData("“quoted”", TextCoding.Ucs2)]
    public void ChooseCoding_text_is_ascii_only_when_printable(string text, TextCoding coding) =>
        Assert.Equal(coding, TextSegmenter.ChooseCoding(text));

    private static (int Single, int Part) LimitsOf(TextCoding coding) =>
        coding switch
        {
            TextCoding.Ucs2 => (70, 67),
            TextCoding.Gsm7 => (160, 153),
            _ => (159, 153),
        };

    private static int UnitsOf(string text, TextCoding coding) =>
        text.Length + (coding == TextCoding.Gsm7 ? text.Count("^{}\\[~]|€\f".Contains) : 0);

    /// <summary>The rule again, one whole character after the other.</summary>
    private static List<string> Greedy(string text, TextCoding coding)
    {
        var (single, part) = LimitsOf(coding);
        if (UnitsOf(text, coding) <= single)
        {
            return [text];
        }

        var parts = new List<string> { "" };
        foreach (var rune in text.EnumerateRunes())
        {
            var character = rune.ToString();
            if (UnitsOf(parts[^1] + character, coding) > part)
            {
                parts.Add("");
            }

            parts[^1] += character;
        }

        return parts;
    }
}
