namespace Yixun.Coordination;

/// <summary>One that takes part in a site's signals, until it is disposed.</summary>
public interface ISignalPort : IDisposable
{
    /// <summary>Tells everybody else, without waiting for it and without ever failing.</summary>
    void Announce(SiteChange change);
}
