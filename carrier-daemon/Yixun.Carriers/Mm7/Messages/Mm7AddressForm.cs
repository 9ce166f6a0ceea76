namespace Yixun.Carriers.Mm7.Messages;

/// <summary>What an address is; the names are those of the elements.</summary>
public enum Mm7AddressForm : byte
{
    /// <summary>Digits, with or without "+" and country code.</summary>
    Number,

    /// <summary>E-mail address.</summary>
    RFC2822Address,

    ShortCode,
}
