using Xunit;
using Yixun.Carriers.Mm7.Media;

namespace Yixun.Carriers.Tests.Mm7;

public sealed class Mm7MediaTests
{
    private static readonly byte[] Mp4 = Ftyp("isom", "mp42");
    private static readonly byte[] Mobile = Ftyp("isom", "3gp5");

    private static readonly Dictionary<string, byte[]> Files = new()
    {
        ["image/jpeg"] = Mm7Samples.Jpeg,
        ["image/png"] = Mm7Samples.Png,
        ["image/gif"] = Mm7Samples.Gif,
        ["audio/amr"] = [.. "#!AMR\n"u8, 0x3C],
        ["audio/mpeg"] = [0xFF, 0xFB, 0x90, 0x64],
        ["video/3gpp"] = Ftyp("3gp4"),
        ["video/mp4"] = Ftyp("mp42"),
    };

    public static TheoryData<string> Types => new(Files.Keys);

    [Theory]
    [MemberData(nameof(Types))]
    public void Type_matches_its_own_files_alone(string type) =>
        Assert.Equal(
            [type],
            Files.Where(file => Mm7MediaType.Matches(type, file.Value)).Select(file => file.Key)
        );

    [Theory]
    [MemberData(nameof(Types))]
    public void Type_with_its_file_may_be_sent(string type) =>
        Assert.Empty(Validate(new Mm7Slide { MediaType = type, Media = Files[type] }));

    [Fact]
    public void Brands_of_ftyp_decide_and_the_minor_version_does_not()
    {
        Assert.True(Mm7MediaType.Matches("video/3gpp", Mobile));
        Assert.True(Mm7MediaType.Matches("video/mp4", Mobile));
        Assert.True(Mm7MediaType.Matches("video/mp4", Mp4));
        Assert.False(Mm7MediaType.Matches("video/3gpp", Mp4));
        byte[] minor = [.. Ftyp("qt  ")[..12], .. "3gp4"u8];
        Assert.False(Mm7MediaType.Matches("video/3gpp", minor));
        Assert.False(Mm7MediaType.Matches("video/mp4", Mp4.AsSpan(0, Mp4.Length - 1)));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFB, 0xF0 })]
    [InlineData(new byte[] { 0xFF, 0xFB, 0x9C })]
    [InlineData(new byte[] { 0xFF, 0xEB, 0x90 })]
    [InlineData(new byte[] { 0xFF, 0xFD, 0x90 })]
    [InlineData(new byte[] { 0xFF, 0xFB })]
    public void Mpeg_header_that_cannot_be_is_refused(byte[] file) =>
        Assert.False(Mm7MediaType.Matches("audio/mpeg", file));

    [Fact]
    public void Size_of_pictures_is_read_from_the_header()
    {
        Assert.True(Mm7PictureSize.TryRead(Mm7Samples.Png, out var png));
        Assert.True(Mm7PictureSize.TryRead(Mm7Samples.Jpeg, out var jpeg));
        Assert.True(Mm7PictureSize.TryRead(Mm7Samples.Gif, out var gif));
        Assert.Equal(
            [new Mm7PictureSize(320, 240), new Mm7PictureSize(640, 480), new Mm7PictureSize(10, 20)],
            [png, jpeg, gif]
        );
    }

    [Fact]
    public void Size_of_a_cut_header_is_not_read()
    {
        foreach (var file in new[] { Mm7Samples.Png[..24], Mm7Samples.Jpeg[..18], Mm7Samples.Gif[..10] })
        {
            for (var length = 0; length < file.Length; length++)
            {
                Assert.False(Mm7PictureSize.TryRead(file.AsSpan(0, length), out _));
            }

            Assert.True(Mm7PictureSize.TryRead(file, out _));
        }
    }

    [Fact]
    public void Validate_names_every_problem_by_its_code()
    {
        var limits = new Mm7MediaLimits
        {
            MaxTextBytes = 5,
            Allowed = new Dictionary<string, Mm7MediaRule>
            {
                ["image/png"] = new(Mm7Samples.Png.Length, 320, 239),
                ["image/gif"] = new(5),
                ["image/jpeg"] = new(100),
            },
        };
        var problems = Mm7MediaValidator.Validate(
            [
                new Mm7Slide(),
                new Mm7Slide { Text = "一二", Duration = TimeSpan.Zero },
                new Mm7Slide { Text = "\uD83D" },
                new Mm7Slide { MediaType = "audio/amr", Media = Files["audio/amr"] },
                new Mm7Slide { MediaType = "image/jpeg", Media = Mm7Samples.Png },
                new Mm7Slide { MediaType = "image/gif", Media = Mm7Samples.Gif },
                new Mm7Slide { MediaType = "image/jpeg", Media = Mm7Samples.Jpeg.AsMemory(0, 8) },
                new Mm7Slide { MediaType = "IMAGE/PNG; name=x", Media = Mm7Samples.Png },
            ],
            limits
        );
        Assert.Equal(
            [
                (1, "mms_slide_empty"),
                (2, "mms_duration_invalid"),
                (2, "mms_text_too_large"),
                (3, "mms_text_invalid"),
                (4, "mms_type_not_allowed"),
                (5, "mms_type_mismatch"),
                (6, "mms_media_too_large"),
                (7, "mms_picture_unreadable"),
                (8, "mms_picture_too_large"),
            ],
            problems.Select(problem => (problem.Slide, problem.Code))
        );
    }

    [Fact]
    public void Validate_counts_slides_and_octets_of_the_whole()
    {
        Assert.Equal("mms_empty", Assert.Single(Validate()).Code);
        Assert.Equal(
            "mms_too_many_slides",
            Assert.Single(Validate([.. Enumerable.Repeat(new Mm7Slide { Text = "x" }, 21)])).Code
        );
        byte[] half = [.. Mm7Samples.Gif, .. new byte[150 * 1024]];
        var slide = new Mm7Slide { MediaType = "image/gif", Media = half };
        Assert.Empty(Validate(slide));
        var problem = Assert.Single(Validate(slide, slide));
        Assert.Equal(("mms_total_too_large", 0), (problem.Code, problem.Slide));
    }

    [Fact]
    public void Validate_spoiled_files_never_throws()
    {
        var random = new Random(11);
        var refused = 0;
        foreach (var (type, file) in Files)
        {
            for (var round = 0; round < 2000; round++)
            {
                var spoiled = file[..random.Next(file.Length + 1)];
                for (var change = random.Next(4); change > 0 && spoiled.Length > 0; change--)
                {
                    spoiled[random.Next(spoiled.Length)] = (byte)random.Next(256);
                }

                refused += Validate(new Mm7Slide { MediaType = type, Media = spoiled }).Count;
            }
        }

        Assert.InRange(refused, 1000, 28_000);
    }

    private static IReadOnlyList<Mm7MediaProblem> Validate(params Mm7Slide[] slides) =>
        Mm7MediaValidator.Validate(slides, new Mm7MediaLimits());

    private static byte[] Ftyp(string major, params string[] compatible) =>
        [
            0,
            0,
            0,
            (byte)(16 + (4 * compatible.Length)),
            .. "ftyp"u8,
            .. System.Text.Encoding.ASCII.GetBytes(major),
            0,
            0,
            2,
            0,
            .. System.Text.Encoding.ASCII.GetBytes(string.Concat(compatible)),
        ];
}
