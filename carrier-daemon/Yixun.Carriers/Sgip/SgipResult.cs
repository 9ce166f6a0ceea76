namespace Yixun.Carriers.Sgip;

/// <summary>Result codes that the product acts on (SGIP 1.2 §5.2).</summary>
internal static class SgipResult
{
    public const byte Ok = 0;
    public const byte IllegalLogin = 1;
    public const byte TooManyConnections = 3;
    public const byte WrongLoginType = 4;
    public const byte BadParameter = 5;

    /// <summary>Node busy; it also asks an SMG to bring a delivery again later.</summary>
    public const byte Busy = 11;

    /// <summary>Not in the specification; many gateways answer it to those who are too fast.</summary>
    public const byte TooFast = 88;

    /// <summary>English meaning of a refused login.</summary>
    public static string DescribeLogin(byte result) =>
        result switch
        {
            1 => "illegal login",
            2 => "repeated login",
            3 => "too many connections",
            4 => "wrong login type",
            11 => "node busy",
            _ => "refused",
        };

    /// <summary>True when only people can mend it.</summary>
    public static bool IsFatalLogin(byte result) => result is 1 or 4 or 5;
}
