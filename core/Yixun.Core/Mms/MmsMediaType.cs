using System.Buffers.Binary;

namespace Yixun.Core.Mms;

/// <summary>The media that handsets take, known by the first octets of their files.</summary>
public static class MmsMediaType
{
    /// <summary>Lower case, without parameters, and the registered name for what has several.</summary>
    public static string Canonical(string contentType)
    {
        ArgumentNullException.ThrowIfNull(contentType);
        var type = contentType.Split(';')[0].Trim().ToLowerInvariant();
        return type switch
        {
            "image/jpg" or "image/pjpeg" => "image/jpeg",
            "audio/mp3" or "audio/x-mp3" => "audio/mpeg",
            "audio/x-amr" => "audio/amr",
            "audio/mid" or "audio/x-midi" or "audio/x-mid" or "audio/sp-midi" => "audio/midi",
            "video/3gp" => "video/3gpp",
            _ => type,
        };
    }

    /// <summary>Ending of file names; null for a type that is not known.</summary>
    /// <param name="canonical">See <see cref="Canonical"/>.</param>
    public static string? Extension(string canonical) =>
        canonical switch
        {
            "image/jpeg" => "jpg",
            "image/png" => "png",
            "image/gif" => "gif",
            "audio/amr" or "audio/amr-wb" => "amr",
            "audio/mpeg" => "mp3",
            "audio/midi" => "mid",
            "audio/mp4" => "m4a",
            "video/mp4" => "mp4",
            "video/3gpp" or "audio/3gpp" => "3gp",
            _ => null,
        };

    private static readonly string[] Recognised =
    [
        "image/jpeg",
        "image/png",
        "image/gif",
        "audio/amr",
        "audio/amr-wb",
        "audio/midi",
        "video/3gpp",
        "video/mp4",
        "audio/mpeg",
    ];

    /// <summary>The type that a file's first octets show; null for none of those known.</summary>
    public static string? Recognise(ReadOnlySpan<byte> file)
    {
        foreach (var type in Recognised)
        {
            if (Matches(type, file))
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>What a type is for a slide.</summary>
    public static MmsPartKind KindOf(string canonical) =>
        canonical.Split('/')[0] switch
        {
            "image" => MmsPartKind.Picture,
            "audio" => MmsPartKind.Audio,
            "video" => MmsPartKind.Video,
            _ => MmsPartKind.Text,
        };

    public static bool IsPicture(string canonical) =>
        canonical is not null && canonical.StartsWith("image/", StringComparison.Ordinal);

    /// <summary>True when a file begins as its type says. False for a type that is not known.</summary>
    /// <param name="canonical">See <see cref="Canonical"/>.</param>
    public static bool Matches(string canonical, ReadOnlySpan<byte> file) =>
        canonical switch
        {
            "image/jpeg" => file is [0xFF, 0xD8, 0xFF, ..],
            "image/png" => file is [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..],
            "image/gif" => file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8),
            "audio/amr" => file.StartsWith("#!AMR\n"u8),
            "audio/amr-wb" => file.StartsWith("#!AMR-WB\n"u8),
            "audio/mpeg" => IsMpegAudio(file),
            "audio/midi" => file.StartsWith("MThd"u8),
            "video/3gpp" or "audio/3gpp" => HasBrand(file, true),
            "video/mp4" or "audio/mp4" => HasBrand(file, false),
            _ => false,
        };

    /// <summary>An ID3 tag, or a frame header of layer III with bit rate and sampling rate that exist.</summary>
    private static bool IsMpegAudio(ReadOnlySpan<byte> file) =>
        file.StartsWith("ID3"u8)
        || (
            file is [0xFF, var version, var rates, ..]
            && (version & 0xE6) == 0xE2
            && (version & 0x18) != 0x08
            && (rates & 0xF0) is not (0 or 0xF0)
            && (rates & 0x0C) != 0x0C
        );

    /// <summary>The brands of the ftyp box (ISO/IEC 14496-12 §4.3, TS 26.244).</summary>
    private static bool HasBrand(ReadOnlySpan<byte> file, bool mobile)
    {
        if (file.Length < 16 || !file[4..8].SequenceEqual("ftyp"u8))
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(file);
        if (length is < 16 or > 1024 || length > (uint)file.Length)
        {
            return false;
        }

        var box = file[..(int)length];
        for (var offset = 8; offset + 4 <= box.Length; offset += 4)
        {
            // The version of the major brand lies between the brands.
            if (offset != 12 && IsBrand(box.Slice(offset, 4), mobile))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBrand(ReadOnlySpan<byte> brand, bool mobile) =>
        mobile
            ? brand.StartsWith("3gp"u8) || brand.StartsWith("3gr"u8) || brand.StartsWith("3gs"u8)
            : brand.StartsWith("iso"u8)
                || brand.StartsWith("mp4"u8)
                || brand.StartsWith("avc1"u8)
                || brand.StartsWith("M4A"u8)
                || brand.StartsWith("M4V"u8);
}
