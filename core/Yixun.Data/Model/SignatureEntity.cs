namespace Yixun.Data.Model;

/// <summary>A signature (签名) that the hospital sends under.</summary>
public sealed class SignatureEntity
{
    /// <summary>Time-ordered.</summary>
    public long Id { get; init; }

    /// <summary>Without brackets; unique.</summary>
    public required string Text { get; set; }

    /// <summary>What it is used for, as the carriers ask.</summary>
    public string Purpose { get; set; } = "";

    /// <summary>Keys of the connected systems that use it, comma separated; empty: all.</summary>
    public string Systems { get; set; } = "";

    /// <summary>What proves the right to it: a licence, a trademark, an app's registration …</summary>
    public string LicenseKind { get; set; } = "";

    public string Remark { get; set; } = "";

    /// <summary>Account.</summary>
    public required string CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Grows with every change; guards against lost updates.</summary>
    public long Revision { get; set; }
}
