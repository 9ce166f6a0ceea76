using Yixun.Carriers.Mm7.Messages;

namespace Yixun.CarrierSimulator.Mmsc;

/// <summary>StatusText of the StatusCodes that an MMSC gives (TS 23.140 §8.7).</summary>
internal static class MmscStatusText
{
    public const int AddressError = 2002;
    public const int ContentRefused = 2004;
    public const int Rejected = 3002;

    /// <summary>Turns the result of a behaviour into a StatusCode: 0 is success, what can't be one a refusal.</summary>
    public static Mm7Status Of(uint result) =>
        Of(
            result switch
            {
                0 => Mm7StatusCode.Success,
                >= 1000 and <= 9999 => (int)result,
                _ => Rejected,
            }
        );

    public static Mm7Status Of(int code) => new(code, Text(code));

    private static string Text(int code) =>
        code switch
        {
            Mm7StatusCode.Success => "Success",
            Mm7StatusCode.PartialSuccess => "Partial success",
            2000 => "Client error",
            Mm7StatusCode.OperationRestricted => "Operation restricted",
            AddressError => "Address Error",
            2003 => "Address Not Found",
            ContentRefused => "Multimedia content refused",
            Mm7StatusCode.MessageFormatCorrupt => "Message format corrupt",
            Mm7StatusCode.ServerError => "Server Error",
            Mm7StatusCode.NotPossible => "Not Possible",
            Rejected => "Message rejected",
            Mm7StatusCode.MultipleAddressesNotSupported => "Multiple addresses not supported",
            Mm7StatusCode.GeneralServiceError => "General service error",
            Mm7StatusCode.ImproperIdentification => "Improper identification",
            Mm7StatusCode.UnsupportedVersion => "Unsupported version",
            Mm7StatusCode.UnsupportedOperation => "Unsupported operation",
            Mm7StatusCode.ServiceError => "Service error",
            Mm7StatusCode.ServiceUnavailable => "Service unavailable",
            _ => "Error",
        };
}
