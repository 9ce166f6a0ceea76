namespace Yixun.Core.Mms;

/// <param name="MaxBytes">Longest file, octets.</param>
/// <param name="MaxWidth">Widest picture, pixels; not looked at for other media.</param>
/// <param name="MaxHeight">Highest picture, pixels.</param>
public sealed record MmsMediaRule(int MaxBytes, int MaxWidth = int.MaxValue, int MaxHeight = int.MaxValue);
