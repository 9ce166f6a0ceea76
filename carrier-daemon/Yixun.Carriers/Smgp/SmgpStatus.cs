namespace Yixun.Carriers.Smgp;

/// <summary>Status codes that the product acts on (SMGP 3.0.3 §6.3).</summary>
internal static class SmgpStatus
{
    public const uint Ok = 0;

    /// <summary>System busy; it also asks a gateway to bring a delivery again later.</summary>
    public const uint Busy = 1;

    public const uint BadStructure = 10;
    public const uint AuthenticationFailed = 21;

    /// <summary>English meaning of a refused login.</summary>
    public static string DescribeLogin(uint status) =>
        status switch
        {
            1 => "system busy",
            2 => "too many connections",
            10 => "bad structure",
            20 => "address not allowed",
            21 => "authentication failed",
            22 => "version too high",
            76 => "account expired",
            _ => "refused",
        };

    /// <summary>True when only people can mend it.</summary>
    public static bool IsFatalLogin(uint status) => status is 10 or 20 or 21 or 22 or 76;
}
