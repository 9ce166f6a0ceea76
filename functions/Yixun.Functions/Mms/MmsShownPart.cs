using Yixun.Core.Mms;

namespace Yixun.Functions.Mms;

/// <summary>A part of an MMS as pages and records show it.</summary>
/// <param name="Position">1-based.</param>
/// <param name="Slide">1-based.</param>
/// <param name="Size">Octets.</param>
/// <param name="Text">Of a text.</param>
public sealed record MmsShownPart(
    int Position,
    int Slide,
    MmsPartKind Kind,
    string ContentType,
    string? Name,
    int Size,
    string? Text
);
