namespace Yixun.Core.Routing;

/// <summary>What a channel carries. The numbers are stored.</summary>
public enum ChannelKind : byte
{
    Sms = 0,

    /// <summary>Multimedia messages (彩信).</summary>
    Mms = 1,
}
