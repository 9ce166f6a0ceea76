using System.Text;

namespace Yixun.Core.Mms;

/// <summary>Checks slides before they become a message.</summary>
public sealed class MmsValidator
{
    /// <summary>Octets of the SMIL's head, and of one slide in it at most.</summary>
    private const int SmilHead = 512;
    private const int SmilSlide = 256;

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);
    private static readonly TimeSpan MaxDuration = TimeSpan.FromMinutes(10);

    private readonly MmsLimits _limits;
    private readonly List<MmsProblem> _problems = [];

    private MmsValidator(MmsLimits limits) => _limits = limits;

    /// <returns>Every problem, in the order of the slides, the message's own last; empty when it may be sent.</returns>
    public static IReadOnlyList<MmsProblem> Validate(IReadOnlyList<MmsSlide> slides, MmsLimits limits)
    {
        ArgumentNullException.ThrowIfNull(slides);
        ArgumentNullException.ThrowIfNull(limits);
        var validator = new MmsValidator(limits);
        validator.Check(slides);
        return validator._problems;
    }

    /// <summary>Octets of media and texts, and of the SMIL around them at most.</summary>
    public static long TotalOf(IReadOnlyList<MmsSlide> slides) =>
        SmilHead
        + slides.Sum(slide =>
            SmilSlide
            + Encoding.UTF8.GetByteCount(slide.Text ?? "")
            + slide.Media.Sum(medium => (long)medium.Data.Length)
        );

    private void Check(IReadOnlyList<MmsSlide> slides)
    {
        if (slides.Count == 0)
        {
            Add(MmsProblemCodes.Empty, 0, 0, "The message has no slide.");
            return;
        }

        if (slides.Count > _limits.MaxSlides)
        {
            Add(MmsProblemCodes.TooManySlides, 0, 0, $"{slides.Count} slides; at most {_limits.MaxSlides}.");
            return;
        }

        for (var index = 0; index < slides.Count; index++)
        {
            CheckSlide(slides[index], index + 1);
        }

        var total = TotalOf(slides);
        if (_problems.Count == 0 && total > _limits.MaxTotalBytes)
        {
            Add(
                MmsProblemCodes.TotalTooLarge,
                0,
                0,
                $"{total} octets in all; at most {_limits.MaxTotalBytes}."
            );
        }
    }

    private void CheckSlide(MmsSlide slide, int number)
    {
        if (slide.Media.Count == 0 && string.IsNullOrEmpty(slide.Text))
        {
            Add(MmsProblemCodes.SlideEmpty, number, 0, "The slide has no medium and no text.");
        }

        if (slide.Duration <= TimeSpan.Zero || slide.Duration > MaxDuration)
        {
            Add(MmsProblemCodes.DurationInvalid, number, 0, "A slide is shown up to 10 minutes.");
        }

        CheckText(slide.Text ?? "", number);
        for (var index = 0; index < slide.Media.Count; index++)
        {
            CheckMedium(slide.Media[index], number, index + 1);
        }

        var sounds = slide.Media.Count(medium => MmsMediaType.KindOf(medium.Type) == MmsPartKind.Audio);
        if (sounds > 1 || slide.Media.Count - sounds > 1)
        {
            Add(
                MmsProblemCodes.SlideOvercrowded,
                number,
                0,
                "A slide has at most one picture or video, and at most one sound."
            );
        }
    }

    private void CheckText(string text, int number)
    {
        try
        {
            var length = StrictUtf8.GetByteCount(text);
            if (length > _limits.MaxTextBytes)
            {
                Add(
                    MmsProblemCodes.TextTooLarge,
                    number,
                    0,
                    $"{length} octets of text; at most {_limits.MaxTextBytes}."
                );
            }
        }
        catch (EncoderFallbackException)
        {
            Add(MmsProblemCodes.TextInvalid, number, 0, "The text has half of a surrogate pair.");
        }
    }

    private void CheckMedium(MmsMedium medium, int slide, int number)
    {
        var file = medium.Data.Span;
        if (
            !_limits.Allowed.TryGetValue(medium.Type, out var rule)
            || MmsMediaType.Extension(medium.Type) is null
        )
        {
            Add(MmsProblemCodes.TypeNotAllowed, slide, number, $"{medium.Type} is not allowed.");
            return;
        }

        if (!MmsMediaType.Matches(medium.Type, file))
        {
            Add(MmsProblemCodes.TypeMismatch, slide, number, $"The file is no {medium.Type}.");
            return;
        }

        if (file.Length > rule.MaxBytes)
        {
            Add(
                MmsProblemCodes.MediaTooLarge,
                slide,
                number,
                $"{file.Length} octets; at most {rule.MaxBytes}."
            );
        }

        if (MmsMediaType.IsPicture(medium.Type))
        {
            CheckPicture(file, slide, number, rule);
        }
    }

    private void CheckPicture(ReadOnlySpan<byte> file, int slide, int number, MmsMediaRule rule)
    {
        if (!PictureSize.TryRead(file, out var size))
        {
            Add(MmsProblemCodes.PictureUnreadable, slide, number, "The picture's header gives no size.");
        }
        else if (size.Width > rule.MaxWidth || size.Height > rule.MaxHeight)
        {
            Add(
                MmsProblemCodes.PictureTooLarge,
                slide,
                number,
                $"{size.Width} x {size.Height} pixels; at most {rule.MaxWidth} x {rule.MaxHeight}."
            );
        }
    }

    private void Add(string code, int slide, int medium, string detail) =>
        _problems.Add(new MmsProblem(code, slide, medium, detail));
}
