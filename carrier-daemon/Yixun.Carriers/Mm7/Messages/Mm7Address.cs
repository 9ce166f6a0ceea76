namespace Yixun.Carriers.Mm7.Messages;

/// <param name="Value">As on the wire ("+8613800138000", "13800138000").</param>
public sealed record Mm7Address(string Value, Mm7AddressForm Form = Mm7AddressForm.Number);
