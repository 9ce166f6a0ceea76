namespace Yixun.Coordination;

/// <summary>
/// Tells the others of a site at once what was changed. It is a hint: one may be lost, so whoever keeps a copy of the database
/// looks by itself now and then.
/// </summary>
public interface ISiteSignals
{
    /// <summary>
    /// False when another process may change something and not be heard; after it, and before it is true again, everybody
    /// hears <see cref="SiteChange.Everything"/>.
    /// </summary>
    bool IsComplete { get; }

    /// <summary>Takes part.</summary>
    /// <param name="heard">Called with what others announce, in any order and on any thread; it must be quick.</param>
    ISignalPort Join(Action<SiteChange> heard);
}
