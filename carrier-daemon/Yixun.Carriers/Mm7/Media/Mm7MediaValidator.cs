using System.Text;

namespace Yixun.Carriers.Mm7.Media;

/// <summary>Checks slides before they become a message.</summary>
public static class Mm7MediaValidator
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(10);

    /// <returns>Every problem, in the order of the slides, the message's own last; empty when it may be sent.</returns>
    public static IReadOnlyList<Mm7MediaProblem> Validate(
        IReadOnlyList<Mm7Slide> slides,
        Mm7MediaLimits limits
    )
    {
        ArgumentNullException.ThrowIfNull(slides);
        ArgumentNullException.ThrowIfNull(limits);
        if (slides.Count == 0)
        {
            return [new Mm7MediaProblem(Mm7MediaProblemCodes.Empty, 0, "The message has no slide.")];
        }

        if (slides.Count > limits.MaxSlides)
        {
            return
            [
                new Mm7MediaProblem(
                    Mm7MediaProblemCodes.TooManySlides,
                    0,
                    $"{slides.Count} slides; at most {limits.MaxSlides}."
                ),
            ];
        }

        var problems = new List<Mm7MediaProblem>();
        for (var index = 0; index < slides.Count; index++)
        {
            Check(slides[index], index + 1, limits, problems);
        }

        if (problems.Count == 0)
        {
            CheckTotal(slides, limits, problems);
        }

        return problems;
    }

    private static void Check(
        Mm7Slide slide,
        int number,
        Mm7MediaLimits limits,
        List<Mm7MediaProblem> problems
    )
    {
        if (slide.MediaType is null && string.IsNullOrEmpty(slide.Text))
        {
            problems.Add(
                new(Mm7MediaProblemCodes.SlideEmpty, number, "The slide has no medium and no text.")
            );
        }

        if (slide.Duration <= TimeSpan.Zero || slide.Duration > MaxDuration)
        {
            problems.Add(
                new(Mm7MediaProblemCodes.DurationInvalid, number, "A slide is shown up to 10 minutes.")
            );
        }

        CheckText(slide.Text ?? "", number, limits, problems);
        if (slide.MediaType is { } type)
        {
            CheckMedia(Mm7MediaType.Canonical(type), slide.Media.Span, number, limits, problems);
        }
    }

    private static void CheckText(
        string text,
        int number,
        Mm7MediaLimits limits,
        List<Mm7MediaProblem> problems
    )
    {
        try
        {
            var length = StrictUtf8.GetByteCount(text);
            if (length > limits.MaxTextBytes)
            {
                problems.Add(
                    new(
                        Mm7MediaProblemCodes.TextTooLarge,
                        number,
                        $"{length} octets of text; at most {limits.MaxTextBytes}."
                    )
                );
            }
        }
        catch (EncoderFallbackException)
        {
            problems.Add(
                new(Mm7MediaProblemCodes.TextInvalid, number, "The text has half of a surrogate pair.")
            );
        }
    }

    private static void CheckMedia(
        string type,
        ReadOnlySpan<byte> file,
        int number,
        Mm7MediaLimits limits,
        List<Mm7MediaProblem> problems
    )
    {
        if (!limits.Allowed.TryGetValue(type, out var rule) || Mm7MediaType.Extension(type) is null)
        {
            problems.Add(new(Mm7MediaProblemCodes.TypeNotAllowed, number, $"{type} is not allowed."));
            return;
        }

        if (!Mm7MediaType.Matches(type, file))
        {
            problems.Add(new(Mm7MediaProblemCodes.TypeMismatch, number, $"The file is no {type}."));
            return;
        }

        if (file.Length > rule.MaxBytes)
        {
            problems.Add(
                new(
                    Mm7MediaProblemCodes.MediaTooLarge,
                    number,
                    $"{file.Length} octets; at most {rule.MaxBytes}."
                )
            );
        }

        if (Mm7MediaType.IsPicture(type))
        {
            CheckPicture(file, number, rule, problems);
        }
    }

    private static void CheckPicture(
        ReadOnlySpan<byte> file,
        int number,
        Mm7MediaRule rule,
        List<Mm7MediaProblem> problems
    )
    {
        if (!Mm7PictureSize.TryRead(file, out var size))
        {
            problems.Add(
                new(Mm7MediaProblemCodes.PictureUnreadable, number, "The picture's header gives no size.")
            );
        }
        else if (size.Width > rule.MaxWidth || size.Height > rule.MaxHeight)
        {
            problems.Add(
                new(
                    Mm7MediaProblemCodes.PictureTooLarge,
                    number,
                    $"{size.Width} x {size.Height} pixels; at most {rule.MaxWidth} x {rule.MaxHeight}."
                )
            );
        }
    }

    private static void CheckTotal(
        IReadOnlyList<Mm7Slide> slides,
        Mm7MediaLimits limits,
        List<Mm7MediaProblem> problems
    )
    {
        var content = Mm7Presentation.Build(slides);
        var total = content.Parts.Sum(part => (long)part.Data.Length) + content.Smil!.Data.Length;
        if (total > limits.MaxTotalBytes)
        {
            problems.Add(
                new(
                    Mm7MediaProblemCodes.TotalTooLarge,
                    0,
                    $"{total} octets in all; at most {limits.MaxTotalBytes}."
                )
            );
        }
    }
}
