namespace Yixun.Carriers.Smpp.Pdus;

/// <summary>bind_transmitter, bind_receiver or bind_transceiver (SMPP 3.4 §4.1).</summary>
/// <param name="SystemId">At most 15 characters.</param>
/// <param name="Password">8 characters by the specification; servers take more.</param>
/// <param name="SystemType">At most 12 characters.</param>
/// <param name="Version">interface_version: 0x34.</param>
internal sealed record SmppBind(
    string SystemId,
    string Password,
    string SystemType = "",
    byte Version = 0x34,
    byte AddressTon = 0,
    byte AddressNpi = 0,
    string AddressRange = ""
)
{
    public override string ToString() => $"bind {SystemId}";
}
