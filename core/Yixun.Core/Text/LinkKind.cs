namespace Yixun.Core.Text;

/// <summary>What links a text has.</summary>
public enum LinkKind : byte
{
    None = 0,

    /// <summary>Only to the hospital's own hosts.</summary>
    Own = 1,

    /// <summary>At least one to elsewhere.</summary>
    Foreign = 2,
}
