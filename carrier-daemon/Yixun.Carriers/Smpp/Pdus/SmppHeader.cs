namespace Yixun.Carriers.Smpp.Pdus;

/// <summary>The 16 octets in front of every PDU (SMPP 3.4 §3.2).</summary>
/// <param name="Length">command_length: the whole PDU, header included.</param>
/// <param name="Command">May be a value that the enumeration does not name.</param>
/// <param name="Status">command_status; 0 in requests.</param>
/// <param name="Sequence">1 to 0x7FFFFFFF; echoed by the response.</param>
internal readonly record struct SmppHeader(int Length, SmppCommand Command, uint Status, uint Sequence)
{
    public const int Size = 16;
}
