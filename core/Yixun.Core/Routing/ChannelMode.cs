namespace Yixun.Core.Routing;

/// <summary>What the operator has set a channel to. The numbers are stored.</summary>
public enum ChannelMode : byte
{
    Running = 0,

    /// <summary>Gets no new messages while another channel can take them; what is queued on it is still sent.</summary>
    Draining = 1,

    /// <summary>Sends nothing; messages wait, or go elsewhere while another channel can take them.</summary>
    Paused = 2,
}
