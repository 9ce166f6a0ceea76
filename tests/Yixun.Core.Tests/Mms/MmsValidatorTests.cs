using Xunit;
using Yixun.Core.Mms;

namespace Yixun.Core.Tests.Mms;

public sealed class MmsValidatorTests
{
    private static readonly byte[] Mp4 = Ftyp("isom", "mp42");
    private static readonly byte[] Mobile = Ftyp("isom", "3gp5");

    private static readonly Dictionary<string, byte[]> Files = new()
    {
        ["image/jpeg"] = MediaSamples.Jpeg,
        ["image/png"] = MediaSamples.Png,
        ["image/gif"] = MediaSamples.Gif,
        ["audio/amr"] = [.. "#!AMR\n"u8, 0x3C],
        ["audio/mpeg"] = [0xFF, 0xFB, 0x90, 0x64],
        ["audio/midi"] = [.. "MThd"u8, 0, 0, 0, 6],
        ["video/3gpp"] = Ftyp("3gp4"),
        ["video/mp4"] = Ftyp("mp42"),
    };

    public static TheoryData<string> Types => new(Files.Keys);

    [Theory]
    [MemberData(nameof(Types))]
    public void Type_matches_its_own_files_alone(string type) =>
        Assert.Equal(
            [type],
            Files.Where(file => MmsMediaType.Matches(type, file.Value)).Select(file => file.Key)
        );

    [Theory]
    [MemberData(nameof(Types))]
    public void Type_with_its_file_may_be_sent(string type) =>
        Assert.Empty(Validate(Slide(type, Files[type])));

    [Fact]
    public void Brands_of_ftyp_decide_and_the_minor_version_does_not()
    {
        Assert.True(MmsMediaType.Matches("video/3gpp", Mobile));
        Assert.True(MmsMediaType.Matches("video/mp4", Mobile));
        Assert.True(MmsMediaType.Matches("video/mp4", Mp4));
        Assert.False(MmsMediaType.Matches("video/3gpp", Mp4));
        byte[] minor = [.. Ftyp("qt  ")[..12], .. "3gp4"u8];
        Assert.False(MmsMediaType.Matches("video/3gpp", minor));
        Assert.False(MmsMediaType.Matches("video/mp4", Mp4.AsSpan(0, Mp4.Length - 1)));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFB, 0xF0 })]
    [InlineData(new byte[] { 0xFF, 0xFB, 0x9C })]
    [InlineData(new byte[] { 0xFF, 0xEB, 0x90 })]
    [InlineData(new byte[] { 0xFF, 0xFD, 0x90 })]
    [InlineData(new byte[] { 0xFF, 0xFB })]
    public void Mpeg_header_that_cannot_be_is_refused(byte[] file) =>
        Assert.False(MmsMediaType.Matches("audio/mpeg", file));

    [Fact]
    public void Size_of_pictures_is_read_from_the_header()
    {
        Assert.True(PictureSize.TryRead(MediaSamples.Png, out var png));
        Assert.True(PictureSize.TryRead(MediaSamples.Jpeg, out var jpeg));
        Assert.True(PictureSize.TryRead(MediaSamples.Gif, out var gif));
        Assert.Equal(
            [new PictureSize(320, 240), new PictureSize(640, 480), new PictureSize(10, 20)],
            [png, jpeg, gif]
        );
    }

    [Fact]
    public void Size_of_a_cut_header_is_not_read()
    {
        foreach (
            var file in new[] { MediaSamples.Png[..24], MediaSamples.Jpeg[..18], MediaSamples.Gif[..10] }
        )
        {
            for (var length = 0; length < file.Length; length++)
            {
                Assert.False(PictureSize.TryRead(file.AsSpan(0, length), out _));
            }

            Assert.True(PictureSize.TryRead(file, out _));
        }
    }

    [Fact]
    public void Validate_names_every_problem_by_its_code()
    {
        var limits = new MmsLimits
        {
            MaxTextBytes = 5,
            Allowed = new Dictionary<string, MmsMediaRule>
            {
                ["image/png"] = new(MediaSamples.Png.Length, 320, 239),
                ["image/gif"] = new(5),
                ["image/jpeg"] = new(100),
            },
        };
        var problems = MmsValidator.Validate(
            [
                new MmsSlide(),
                new MmsSlide { Text = "一二", Duration = TimeSpan.Zero },
                new MmsSlide { Text = "\uD83D" },
                Slide("audio/amr", Files["audio/amr"]),
                Slide("image/jpeg", MediaSamples.Png),
                Slide("image/gif", MediaSamples.Gif),
                Slide("image/jpeg", MediaSamples.Jpeg.AsMemory(0, 8)),
                Slide("image/png", MediaSamples.Png),
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
            Assert.Single(Validate([.. Enumerable.Repeat(new MmsSlide { Text = "x" }, 21)])).Code
        );
        byte[] half = [.. MediaSamples.Gif, .. new byte[150 * 1024]];
        var slide = Slide("image/gif", half);
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

                refused += Validate(Slide(type, spoiled)).Count;
            }
        }

        Assert.InRange(refused, 1000, 32_000);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Recognise_finds_the_type_of_a_file(string type) =>
        Assert.Equal(type, MmsMediaType.Recognise(Files[type]));

    [Fact]
    public void Recognise_of_something_else_finds_nothing() =>
        Assert.Null(MmsMediaType.Recognise("%PDF-1.7"u8));

    [Fact]
    public void Slide_takes_one_picture_and_one_sound()
    {
        var picture = new MmsMedium("image/png", MediaSamples.Png);
        var sound = new MmsMedium("audio/amr", Files["audio/amr"]);
        Assert.Empty(Validate(new MmsSlide { Media = [picture, sound], Text = "x" }));
        foreach (MmsMedium[] media in new MmsMedium[][] { [picture, picture], [sound, sound] })
        {
            Assert.Equal(
                "mms_slide_overcrowded",
                Assert.Single(Validate(new MmsSlide { Media = media })).Code
            );
        }
    }

    private static MmsSlide Slide(string type, ReadOnlyMemory<byte> file) =>
        new() { Media = [new MmsMedium(type, file)] };

    private static IReadOnlyList<MmsProblem> Validate(params MmsSlide[] slides) =>
        MmsValidator.Validate(slides, new MmsLimits());

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
