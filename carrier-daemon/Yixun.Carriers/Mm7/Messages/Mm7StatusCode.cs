namespace Yixun.Carriers.Mm7.Messages;

/// <summary>StatusCodes that the product acts on (TS 23.140 §8.7).</summary>
public static class Mm7StatusCode
{
    public const int Success = 1000;
    public const int PartialSuccess = 1100;
    public const int OperationRestricted = 2001;
    public const int MessageFormatCorrupt = 2007;
    public const int ServerError = 3000;
    public const int NotPossible = 3001;
    public const int MultipleAddressesNotSupported = 3003;
    public const int GeneralServiceError = 4000;
    public const int ImproperIdentification = 4001;
    public const int UnsupportedVersion = 4002;
    public const int UnsupportedOperation = 4003;
    public const int ServiceError = 4005;
    public const int ServiceUnavailable = 4006;

    /// <summary>1xxx.</summary>
    public static bool IsSuccess(int code) => code is >= 1000 and < 2000;

    /// <summary>True when the MMSC refused for a reason that may pass: the message may be sent again later.</summary>
    public static bool IsTryLater(int code) =>
        code is ServerError or NotPossible or GeneralServiceError or ServiceError or ServiceUnavailable;

    /// <summary>True when every message will be refused until people mend the account or the settings.</summary>
    public static bool IsFatal(int code) =>
        code is OperationRestricted or ImproperIdentification or UnsupportedVersion or UnsupportedOperation;
}
