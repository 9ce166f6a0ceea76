using System.Globalization;

namespace Yixun.Carriers.Cmpp;

/// <summary>
/// The parts that the specification puts into a Msg_Id (§8.4.3.2), for people who diagnose. Gateways may put anything
/// there: the product treats the value as opaque.
/// </summary>
public readonly record struct CmppMessageId(
    int Month,
    int Day,
    int Hour,
    int Minute,
    int Second,
    int Gateway,
    int Sequence
)
{
    /// <summary>Splits the value: 4 bits month, 5 day, 5 hour, 6 minute, 6 second, 22 gateway, 16 sequence.</summary>
    public static CmppMessageId FromValue(ulong value) =>
        new(
            (int)(value >> 60),
            (int)(value >> 55) & 0x1F,
            (int)(value >> 50) & 0x1F,
            (int)(value >> 44) & 0x3F,
            (int)(value >> 38) & 0x3F,
            (int)(value >> 16) & 0x3F_FFFF,
            (int)value & 0xFFFF
        );

    /// <summary>Joins the parts; bits beyond a part's width are dropped.</summary>
    public ulong ToValue() =>
        ((ulong)(Month & 0xF) << 60)
        | ((ulong)(Day & 0x1F) << 55)
        | ((ulong)(Hour & 0x1F) << 50)
        | ((ulong)(Minute & 0x3F) << 44)
        | ((ulong)(Second & 0x3F) << 38)
        | ((ulong)(Gateway & 0x3F_FFFF) << 16)
        | (uint)(Sequence & 0xFFFF);

    /// <summary>The carrier id of the contracts: 16 lower-case hex digits.</summary>
    public static string ToCarrierId(ulong value) =>
        string.Create(
            16,
            value,
            static (digits, value) =>
            {
                for (var index = digits.Length - 1; index >= 0; index--)
                {
                    var nibble = (int)(value & 0xF);
                    digits[index] = (char)(nibble < 10 ? '0' + nibble : 'a' + nibble - 10);
                    value >>= 4;
                }
            }
        );

    /// <summary>Reads a carrier id.</summary>
    /// <returns>False when it isn't 16 hex digits.</returns>
    public static bool TryParseCarrierId(string? carrierId, out ulong value)
    {
        value = 0;
        return carrierId is { Length: 16 }
            && ulong.TryParse(
                carrierId,
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out value
            );
    }
}
