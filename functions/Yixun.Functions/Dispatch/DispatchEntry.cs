namespace Yixun.Functions.Dispatch;

/// <summary>A message on its way into a chunk.</summary>
/// <param name="Id">Message id.</param>
/// <param name="Phone">11 digits as a number.</param>
/// <param name="Text">Whole text; messages that share one share the string.</param>
/// <param name="Extension">Digits appended to the access number.</param>
/// <param name="ExpiresAt">Unix milliseconds; 0: never.</param>
public readonly record struct DispatchEntry(
    long Id,
    long Phone,
    string Text,
    string Extension,
    long ExpiresAt
);
