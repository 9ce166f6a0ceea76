namespace Yixun.Core.Tests.Mms;

/// <summary>Beginnings of files, as far as their headers are read.</summary>
internal static class MediaSamples
{
    public static readonly byte[] Png =
    [
        .. new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13 },
        .. "IHDR"u8,
        .. new byte[] { 0, 0, 1, 0x40, 0, 0, 0, 0xF0, 8, 6, 0, 0, 0 },
    ];

    public static readonly byte[] Jpeg =
    [
        0xFF,
        0xD8,
        0xFF,
        0xE0,
        0,
        4,
        0x41,
        0x42,
        0xFF,
        0xFF,
        0xC2,
        0,
        17,
        8,
        0x01,
        0xE0,
        0x02,
        0x80,
        3,
    ];

    public static readonly byte[] Gif = [.. "GIF89a"u8, 0x0A, 0, 0x14, 0, 0xF7];
}
