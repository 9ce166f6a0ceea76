namespace Yixun.Core.Signatures;

/// <summary>Tells what a file is by its first octets, whatever its name says.</summary>
public static class DocumentFormat
{
    /// <summary>Largest file in octets.</summary>
    public const int MaximumLength = 10 * 1024 * 1024;

    /// <summary>application/pdf, image/jpeg or image/png; null for anything else.</summary>
    public static string? ContentTypeOf(ReadOnlySpan<byte> content) =>
        content.StartsWith("%PDF-"u8) ? "application/pdf"
        : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
            ? "image/png"
        : null;
}
