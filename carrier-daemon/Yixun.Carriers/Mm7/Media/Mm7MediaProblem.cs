namespace Yixun.Carriers.Mm7.Media;

/// <param name="Code">Stable, see <see cref="Mm7MediaProblemCodes"/>.</param>
/// <param name="Slide">1-based; 0 for the message as a whole.</param>
/// <param name="Detail">English, with the numbers.</param>
public sealed record Mm7MediaProblem(string Code, int Slide, string Detail);
