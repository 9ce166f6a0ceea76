using System.Globalization;

namespace Yixun.Carriers.Smpp;

/// <summary>Makes ids of responses and of receipts alike.</summary>
internal static class SmppMessageId
{
    /// <summary>The carrier id of a submit_sm_resp's message_id.</summary>
    public static string OfResponse(string id, SmppIdFormat format) =>
        format switch
        {
            SmppIdFormat.StripZeros => Strip(id),
            SmppIdFormat.HexResponseDecimalReceipt => FromNumber(id, NumberStyles.AllowHexSpecifier),
            SmppIdFormat.DecimalResponseHexReceipt => FromNumber(id, NumberStyles.None),
            _ => id,
        };

    /// <summary>The carrier id of the id in a receipt's text.</summary>
    public static string OfReceipt(string id, SmppIdFormat format) =>
        format switch
        {
            SmppIdFormat.StripZeros => Strip(id),
            SmppIdFormat.HexResponseDecimalReceipt => FromNumber(id, NumberStyles.None),
            SmppIdFormat.DecimalResponseHexReceipt => FromNumber(id, NumberStyles.AllowHexSpecifier),
            _ => id,
        };

    private static string Strip(string id) => id.TrimStart('0') is { Length: > 0 } rest ? rest : "0";

    /// <summary>Lower-case hex without leading zeros; what is no number of at most 128 bits stays as it is.</summary>
    private static string FromNumber(string id, NumberStyles style) =>
        UInt128.TryParse(id, style, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("x", CultureInfo.InvariantCulture)
            : id;
}
