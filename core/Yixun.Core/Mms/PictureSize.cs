using System.Buffers.Binary;

namespace Yixun.Core.Mms;

/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public readonly record struct PictureSize(int Width, int Height)
{
    /// <summary>Reads the size from the header of a JPEG, PNG or GIF file; nothing is decoded.</summary>
    /// <returns>False when the header is cut, broken or says zero.</returns>
    public static bool TryRead(ReadOnlySpan<byte> file, out PictureSize size)
    {
        size = file switch
        {
            [0xFF, 0xD8, ..] => Jpeg(file),
            [0x89, 0x50, 0x4E, 0x47, ..] => Png(file),
            [0x47, 0x49, 0x46, ..] => Gif(file),
            _ => default,
        };
        return size is { Width: > 0, Height: > 0 };
    }

    private static PictureSize Png(ReadOnlySpan<byte> file)
    {
        if (file.Length < 24 || !file[12..16].SequenceEqual("IHDR"u8))
        {
            return default;
        }

        var width = BinaryPrimitives.ReadInt32BigEndian(file[16..]);
        return new PictureSize(width, BinaryPrimitives.ReadInt32BigEndian(file[20..]));
    }

    private static PictureSize Gif(ReadOnlySpan<byte> file) =>
        file.Length < 10
            ? default
            : new PictureSize(
                BinaryPrimitives.ReadUInt16LittleEndian(file[6..]),
                BinaryPrimitives.ReadUInt16LittleEndian(file[8..])
            );

    /// <summary>Walks the segments up to the frame header (ITU-T T.81 §B.2.2).</summary>
    private static PictureSize Jpeg(ReadOnlySpan<byte> file)
    {
        var offset = 2;
        while (offset + 4 <= file.Length && file[offset] == 0xFF)
        {
            var marker = file[offset + 1];
            if (marker == 0xFF)
            {
                offset++;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(offset + 2)..]);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return length >= 8 && offset + 9 <= file.Length
                    ? new PictureSize(
                        BinaryPrimitives.ReadUInt16BigEndian(file[(offset + 7)..]),
                        BinaryPrimitives.ReadUInt16BigEndian(file[(offset + 5)..])
                    )
                    : default;
            }

            // Start of scan or end of image before any frame.
            if (marker is 0xDA or 0xD9 || length < 2)
            {
                return default;
            }

            offset += 2 + length;
        }

        return default;
    }
}
