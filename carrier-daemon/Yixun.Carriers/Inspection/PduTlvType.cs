namespace Yixun.Carriers.Inspection;

/// <summary>An optional parameter.</summary>
/// <param name="Value">How the value is shown beside its hex form; null when hex is all. Its size is not enforced.</param>
internal sealed record PduTlvType(ushort Tag, string Name, PduField? Value);
