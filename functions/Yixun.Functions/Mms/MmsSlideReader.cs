using System.Collections.Frozen;
using Yixun.Core.Mms;
using Yixun.Core.Problems;
using Yixun.Core.Text;

namespace Yixun.Functions.Mms;

/// <summary>Turns the slides of a request into slides that may be sent.</summary>
internal static class MmsSlideReader
{
    private const int MaximumNameLength = 100;

    private static readonly FrozenDictionary<string, Problem> Problems = new[]
    {
        ProblemCatalogue.MmsEmpty,
        ProblemCatalogue.MmsTooManySlides,
        ProblemCatalogue.MmsTotalTooLarge,
        ProblemCatalogue.MmsSlideEmpty,
        ProblemCatalogue.MmsSlideOvercrowded,
        ProblemCatalogue.MmsDurationInvalid,
        ProblemCatalogue.MmsTextInvalid,
        ProblemCatalogue.MmsTextTooLarge,
        ProblemCatalogue.MmsTypeNotAllowed,
        ProblemCatalogue.MmsTypeMismatch,
        ProblemCatalogue.MmsMediaTooLarge,
        ProblemCatalogue.MmsPictureUnreadable,
        ProblemCatalogue.MmsPictureTooLarge,
    }.ToFrozenDictionary(problem => problem.Code, StringComparer.Ordinal);

    /// <param name="suffix">Closes the text of the last slide (how to opt out); null: nothing.</param>
    /// <exception cref="ProblemException">The first thing that is wrong, with its place.</exception>
    public static IReadOnlyList<MmsSlide> Read(
        IReadOnlyList<MmsSlideRequest> requested,
        string? suffix,
        MmsLimits limits
    )
    {
        var slides = requested.Select(Read).ToList();
        if (suffix is not null && slides.Count > 0)
        {
            slides[^1] = slides[^1] with { Text = WithSuffix(slides[^1].Text, suffix) };
        }

        return MmsValidator.Validate(slides, limits) is [var problem, ..]
            ? throw new ProblemException(ToProblem(problem))
            : slides;
    }

    private static MmsSlide Read(MmsSlideRequest slide) =>
        new()
        {
            Text = slide.Text is null ? null : MessageText.Clean(slide.Text),
            Duration = DurationOf(slide.Seconds),
            Media = [.. (slide.Media ?? []).Select(Read)],
        };

    private static MmsMedium Read(MmsMediumRequest medium)
    {
        var file = medium.Base64 ?? [];
        return new MmsMedium(
            medium.Type is null
                ? MmsMediaType.Recognise(file) ?? "unknown"
                : MmsMediaType.Canonical(medium.Type),
            file,
            medium.Name is { Length: > MaximumNameLength } name ? name[..MaximumNameLength] : medium.Name
        );
    }

    /// <summary>A number that is no time stays one that the check refuses.</summary>
    private static TimeSpan DurationOf(double? seconds) =>
        seconds switch
        {
            null => MmsSlide.DefaultDuration,
            > 0 and <= 3600 => TimeSpan.FromSeconds(seconds.Value),
            _ => TimeSpan.Zero,
        };

    private static string WithSuffix(string? text, string suffix) =>
        string.IsNullOrEmpty(text) ? suffix
        : text.EndsWith(suffix, StringComparison.Ordinal) ? text
        : $"{text}\n{suffix}";

    private static Problem ToProblem(MmsProblem found)
    {
        var problem = Problems[found.Code];
        return found switch
        {
            { Slide: 0 } => problem.At("slides"),
            { Medium: 0 } => problem.With($"第{found.Slide}页").At($"slides[{found.Slide - 1}]"),
            _ => problem
                .With($"第{found.Slide}页第{found.Medium}个媒体")
                .At($"slides[{found.Slide - 1}].media[{found.Medium - 1}]"),
        };
    }
}
