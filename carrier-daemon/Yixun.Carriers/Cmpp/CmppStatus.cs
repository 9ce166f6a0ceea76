namespace Yixun.Carriers.Cmpp;

/// <summary>Result and status codes that the product acts on (§8.4.1.2, §8.4.3.2).</summary>
internal static class CmppStatus
{
    public const uint Ok = 0;
    public const uint Malformed = 1;
    public const uint AuthenticationFailed = 3;
    public const uint VersionTooHigh = 4;
    public const uint BadLength = 4;

    /// <summary>Result 8: too fast. It also tells a gateway to bring a delivery again later.</summary>
    public const uint FlowControl = 8;

    /// <summary>English meaning of a refused login.</summary>
    public static string DescribeLogin(uint status) =>
        status switch
        {
            1 => "malformed message",
            2 => "illegal source address",
            3 => "authentication failed",
            4 => "version too high",
            _ => "refused",
        };

    /// <summary>True when only people can mend it.</summary>
    public static bool IsFatalLogin(uint status) => status is 1 or 2 or 3 or 4;
}
