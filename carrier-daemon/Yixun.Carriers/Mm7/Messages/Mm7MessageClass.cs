namespace Yixun.Carriers.Mm7.Messages;

/// <summary>MessageClass; the names are the words on the wire.</summary>
public enum Mm7MessageClass : byte
{
    Personal,
    Advertisement,
    Informational,
    Auto,
}
