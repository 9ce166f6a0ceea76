namespace Yixun.Carriers.Mm7;

/// <summary>How we prove who we are to the MMSC.</summary>
public enum Mm7Authentication : byte
{
    None,

    /// <summary>Basic (RFC 7617) with every request; Digest once the MMSC asks for it.</summary>
    Basic,

    /// <summary>Digest (RFC 7616) alone: the password is never sent.</summary>
    Digest,
}
