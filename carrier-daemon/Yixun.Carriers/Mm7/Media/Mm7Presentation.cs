using System.Text;
using Yixun.Carriers.Mm7.Codec;
using Yixun.Carriers.Mm7.Messages;
using Yixun.Core.Mms;

namespace Yixun.Carriers.Mm7.Media;

/// <summary>Slides to the content of a message.</summary>
public static class Mm7Presentation
{
    /// <summary>Names the media slide1.jpg, slide1.txt and so on, writes texts in UTF-8 and adds the SMIL.</summary>
    /// <exception cref="ArgumentException">A slide is empty, or its media type has no known file name.</exception>
    public static Mm7Content Build(IReadOnlyList<Mm7Slide> slides)
    {
        ArgumentNullException.ThrowIfNull(slides);
        var parts = new List<Mm7Part>();
        var pages = new List<Mm7SmilSlide>();
        for (var index = 0; index < slides.Count; index++)
        {
            var slide = slides[index];
            var media = Media(slide.MediaType, slide.Media, index + 1);
            var sound = Media(slide.SoundType, slide.Sound, index + 1);
            var text = Text(slide, index + 1);
            if (media is null && sound is null && text is null)
            {
                throw new ArgumentException($"Slide {index + 1} is empty.", nameof(slides));
            }

            parts.AddRange(new[] { media, sound, text }.OfType<Mm7Part>());
            pages.Add(
                new Mm7SmilSlide(
                    media?.Name,
                    media?.ContentType ?? "",
                    sound?.Name,
                    text?.Name,
                    slide.Duration
                )
            );
        }

        return new Mm7Content
        {
            Smil = new Mm7Part
            {
                ContentType = "application/smil",
                Charset = "utf-8",
                Name = "presentation.smil",
                Data = Mm7SmilWriter.Write(pages),
            },
            Parts = parts,
        };
    }

    private static Mm7Part? Media(string? mediaType, ReadOnlyMemory<byte> data, int number)
    {
        if (mediaType is null)
        {
            return null;
        }

        var type = MmsMediaType.Canonical(mediaType);
        var extension =
            MmsMediaType.Extension(type)
            ?? throw new ArgumentException($"{mediaType} is no known medium.", nameof(mediaType));
        return new Mm7Part
        {
            ContentType = type,
            Name = $"slide{number}.{extension}",
            Data = data,
        };
    }

    private static Mm7Part? Text(Mm7Slide slide, int number) =>
        string.IsNullOrEmpty(slide.Text)
            ? null
            : new Mm7Part
            {
                ContentType = "text/plain",
                Charset = "utf-8",
                Name = $"slide{number}.txt",
                Data = Encoding.UTF8.GetBytes(slide.Text),
            };
}
