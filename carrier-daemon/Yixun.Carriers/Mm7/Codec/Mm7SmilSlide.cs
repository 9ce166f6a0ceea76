namespace Yixun.Carriers.Mm7.Codec;

/// <param name="Media">Content-ID of the picture, sound or video; null when there is none.</param>
/// <param name="MediaType">Its content type.</param>
/// <param name="Sound">Content-ID of a sound beside it; null when there is none.</param>
/// <param name="Text">Content-ID of the text; null when there is none.</param>
internal readonly record struct Mm7SmilSlide(
    string? Media,
    string MediaType,
    string? Sound,
    string? Text,
    TimeSpan Duration
);
