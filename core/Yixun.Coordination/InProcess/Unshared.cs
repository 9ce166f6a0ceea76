namespace Yixun.Coordination.InProcess;

/// <summary>Nothing is shared, because nothing was set up for it.</summary>
internal sealed class Unshared : ISharing
{
    public bool IsConfigured => false;

    public string? Trouble => null;

    public DateTimeOffset? LostSince => null;
}
