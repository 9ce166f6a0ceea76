namespace Yixun.Carriers.Links;

/// <summary>What one of a link's connections is for. Carriers limit each kind by itself.</summary>
public enum ConnectionUse : byte
{
    /// <summary>Submits, and usually receives reports and replies as well.</summary>
    Submit,

    /// <summary>Only receives reports and replies (SMPP receiver, SMGP LoginMode 1).</summary>
    Receive,
}
