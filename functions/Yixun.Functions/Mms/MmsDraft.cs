using Yixun.Core.Mms;

namespace Yixun.Functions.Mms;

/// <summary>What makes a submission an MMS, after validation.</summary>
/// <param name="Slides">In order.</param>
/// <param name="FallbackText">See <see cref="FallbackText"/>; null: no short message may take its place.</param>
public sealed record MmsDraft(IReadOnlyList<MmsSlide> Slides, string? FallbackText);
