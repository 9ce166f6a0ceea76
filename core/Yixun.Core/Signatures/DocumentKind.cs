namespace Yixun.Core.Signatures;

/// <summary>Papers that carriers want to see. The numbers are stored.</summary>
public enum DocumentKind : byte
{
    /// <summary>营业执照 or 事业单位法人证书.</summary>
    License = 0,

    /// <summary>授权书.</summary>
    Authorization = 1,

    /// <summary>承诺函.</summary>
    Commitment = 2,

    Other = 3,
}
