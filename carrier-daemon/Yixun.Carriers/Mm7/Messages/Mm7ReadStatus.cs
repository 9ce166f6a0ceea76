namespace Yixun.Carriers.Mm7.Messages;

public enum Mm7ReadStatus : byte
{
    /// <summary>A word that is not known.</summary>
    Unknown,
    Read,

    /// <summary>Deleted without being read.</summary>
    Deleted,
}
