namespace Yixun.Core.Mms;

/// <param name="Code">Stable, see <see cref="MmsProblemCodes"/>.</param>
/// <param name="Slide">1-based; 0 for the message as a whole.</param>
/// <param name="Medium">1-based in the slide; 0 for the slide as a whole.</param>
/// <param name="Detail">English, with the numbers.</param>
public sealed record MmsProblem(string Code, int Slide, int Medium, string Detail);
