using System.Buffers.Binary;

namespace Yixun.Carriers.Links;

/// <summary>The header in front of the text of a segment (GSM 03.40 §9.2.3.24), as far as it tells the place in a set.</summary>
/// <param name="Length">Octets of the header with its length octet; 0 when there is none.</param>
/// <param name="Concatenation">Place in the set; null when the header holds none or an impossible one.</param>
internal readonly record struct UserDataHeader(int Length, Concatenation? Concatenation)
{
    private const byte Concatenation8 = 0x00;
    private const byte Concatenation16 = 0x08;

    /// <summary>
    /// Reads the header. Elements may stand in any order; unknown ones are skipped. A header longer than the data is no
    /// header; a broken element ends the reading, but the header keeps its length.
    /// </summary>
    public static UserDataHeader Parse(ReadOnlySpan<byte> userData)
    {
        if (userData.IsEmpty || userData[0] + 1 > userData.Length)
        {
            return default;
        }

        var length = userData[0] + 1;
        var elements = userData[1..length];
        Concatenation? place = null;
        while (elements.Length >= 2)
        {
            var (identifier, size) = (elements[0], elements[1]);
            if (elements.Length < size + 2)
            {
                break;
            }

            var data = elements.Slice(2, size);
            place = (identifier, size) switch
            {
                (Concatenation8, 3) => Place(data[0], data[1], data[2]) ?? place,
                (Concatenation16, 4) => Place(BinaryPrimitives.ReadUInt16BigEndian(data), data[2], data[3])
                    ?? place,
                _ => place,
            };
            elements = elements[(size + 2)..];
        }

        return new UserDataHeader(length, place);
    }

    private static Concatenation? Place(int reference, int total, int index) =>
        index >= 1 && index <= total ? new Concatenation(reference, total, index) : null;
}
