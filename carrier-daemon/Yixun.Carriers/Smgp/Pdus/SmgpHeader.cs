namespace Yixun.Carriers.Smgp.Pdus;

/// <summary>The 12 octets in front of every PDU (SMGP 3.0.3 §5.1).</summary>
/// <param name="Length">PacketLength: the whole PDU, header included.</param>
/// <param name="Command">May be a value that the enumeration does not name.</param>
/// <param name="Sequence">Echoed by the response; each direction counts on its own.</param>
internal readonly record struct SmgpHeader(int Length, SmgpCommand Command, uint Sequence)
{
    public const int Size = 12;
}
