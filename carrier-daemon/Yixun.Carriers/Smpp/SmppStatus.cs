namespace Yixun.Carriers.Smpp;

/// <summary>command_status values that the product acts on (SMPP 3.4 §5.1.3).</summary>
internal static class SmppStatus
{
    public const uint Ok = 0x00;
    public const uint InvalidLength = 0x01;
    public const uint InvalidCommand = 0x03;
    public const uint BindFailed = 0x0D;
    public const uint InvalidPassword = 0x0E;
    public const uint InvalidSystemId = 0x0F;
    public const uint QueueFull = 0x14;
    public const uint Throttled = 0x58;

    /// <summary>ESME_RX_T_APPN: we ask to have it brought again later.</summary>
    public const uint TemporaryAppError = 0x64;

    /// <summary>ESME_RX_R_APPN: we refuse it for good.</summary>
    public const uint AppRejected = 0x66;

    /// <summary>English meaning of a refused bind.</summary>
    public static string DescribeBind(uint status) =>
        status switch
        {
            0x05 => "already bound",
            0x0D => "bind failed",
            0x0E => "invalid password",
            0x0F => "invalid system id",
            0x53 => "invalid system type",
            Throttled => "throttled",
            _ => "refused",
        };

    /// <summary>True when only people can mend it.</summary>
    public static bool IsFatalBind(uint status) => status is 0x0D or 0x0E or 0x0F or 0x53;

    /// <summary>Status word of a message_state (§5.2.28).</summary>
    public static string WordOf(byte messageState) =>
        messageState switch
        {
            0 => "SCHEDULED",
            1 => "ENROUTE",
            2 => "DELIVRD",
            3 => "EXPIRED",
            4 => "DELETED",
            5 => "UNDELIV",
            6 => "ACCEPTD",
            8 => "REJECTD",
            9 => "SKIPPED",
            _ => "UNKNOWN",
        };
}
