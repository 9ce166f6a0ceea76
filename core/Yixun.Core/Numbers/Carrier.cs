namespace Yixun.Core.Numbers;

/// <summary>Network that serves a number. The numbers are stored.</summary>
public enum Carrier : byte
{
    Unknown = 0,

    /// <summary>中国移动</summary>
    Mobile = 1,

    /// <summary>中国联通</summary>
    Unicom = 2,

    /// <summary>中国电信</summary>
    Telecom = 3,

    /// <summary>中国广电; its users are served over China Mobile's network.</summary>
    Broadnet = 4,

    /// <summary>Satellite numbers.</summary>
    Satellite = 5,
}
