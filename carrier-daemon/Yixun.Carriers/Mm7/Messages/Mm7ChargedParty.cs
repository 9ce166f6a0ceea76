namespace Yixun.Carriers.Mm7.Messages;

/// <summary>Who pays; the names are the words on the wire.</summary>
public enum Mm7ChargedParty : byte
{
    Sender,
    Recipient,
    Both,
    Neither,
    ThirdParty,
}
