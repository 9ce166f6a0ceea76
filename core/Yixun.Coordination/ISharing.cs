namespace Yixun.Coordination;

/// <summary>Whether this process shares with the others of its site what is not in the database.</summary>
public interface ISharing
{
    /// <summary>It is set up so.</summary>
    bool IsConfigured { get; }

    /// <summary>English line: why it can't at present, and what it does instead; null when all is well.</summary>
    string? Trouble { get; }

    /// <summary>Since when; null when all is well.</summary>
    DateTimeOffset? LostSince { get; }
}
