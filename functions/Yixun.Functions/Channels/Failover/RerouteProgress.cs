namespace Yixun.Functions.Channels.Failover;

/// <summary>How far the messages that wait on one channel have been looked at.</summary>
internal sealed class RerouteProgress
{
    /// <summary>Timestamp of the clock when the channel was first seen not working.</summary>
    public required long Since { get; init; }

    /// <summary>Message id up to which this pass has come.</summary>
    public long After { get; set; }

    /// <summary>Ids of the channels that worked when the pass began: others may take what these could not.</summary>
    public string Ways { get; set; } = "";

    /// <summary>The pass moved something.</summary>
    public bool Moved { get; set; }

    /// <summary>When the pass ended; null while it goes on.</summary>
    public long? EndedAt { get; set; }

    /// <summary>From the first message again.</summary>
    public void Begin(string ways)
    {
        After = 0;
        Ways = ways;
        Moved = false;
        EndedAt = null;
    }
}
