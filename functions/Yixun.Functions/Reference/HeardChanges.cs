using Yixun.Coordination;

namespace Yixun.Functions.Reference;

/// <summary>What other processes changed, so many times as it may be.</summary>
internal sealed class HeardChanges
{
    private readonly HashSet<long> _phones = [];

    /// <summary>Something may not have been heard.</summary>
    public bool Everything { get; private set; }

    public bool Reference { get; private set; }

    public bool Routes { get; private set; }

    /// <summary>Hashes.</summary>
    public IReadOnlyCollection<long> Phones => _phones;

    public bool IsEmpty => !Everything && !Reference && !Routes && _phones.Count == 0;

    public void Add(SiteChange change)
    {
        switch (change.Topic)
        {
            case SiteTopic.Everything:
                Everything = true;
                break;
            case SiteTopic.Reference:
                Reference = true;
                break;
            case SiteTopic.Routes:
                Routes = true;
                break;
            case SiteTopic.Phones when change.Subjects.Count == 0:
                Reference = true;
                break;
            case SiteTopic.Phones:
                _phones.UnionWith(change.Subjects);
                break;
        }
    }
}
