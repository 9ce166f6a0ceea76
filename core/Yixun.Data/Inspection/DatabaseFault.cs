namespace Yixun.Data.Inspection;

/// <summary>What of a database can be set otherwise than the platform needs it.</summary>
public enum DatabaseFault
{
    /// <summary>Commits are acknowledged before they are on disk: what was accepted may be lost.</summary>
    NotDurable,

    /// <summary>Readers wait for writers.</summary>
    ReadersWait,

    /// <summary>Text is compared otherwise than octet by octet.</summary>
    Collation,

    /// <summary>The account may not read and write every table.</summary>
    Privileges,

    /// <summary>Older than what the platform was made for.</summary>
    Version,

    /// <summary>The file is not sound.</summary>
    Damaged,
}
