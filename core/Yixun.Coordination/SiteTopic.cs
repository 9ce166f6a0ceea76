namespace Yixun.Coordination;

/// <summary>What processes keep copies of. The numbers go over the wire.</summary>
public enum SiteTopic : byte
{
    /// <summary>All of it: something may not have been heard.</summary>
    Everything = 0,

    /// <summary>Systems, templates, number plan, channels, rules, signatures, replies.</summary>
    Reference = 1,

    /// <summary>Channels and route rules.</summary>
    Routes = 2,

    /// <summary>Blacklist and refusals; the subjects are hashes of phones.</summary>
    Phones = 3,

    /// <summary>Sessions; the subjects are row ids of staff.</summary>
    Staff = 4,
}
