namespace Yixun.Carriers.Mm7.Messages;

/// <summary>Priority; the names are the words on the wire.</summary>
public enum Mm7Priority : byte
{
    Low,
    Normal,
    High,
}
