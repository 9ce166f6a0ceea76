namespace Yixun.Carriers.Cmpp.Pdus;

/// <summary>The 12 octets in front of every PDU (§8.2).</summary>
/// <param name="Length">Total_Length: the whole PDU, header included.</param>
/// <param name="Command">May be a value that the enumeration does not name.</param>
/// <param name="Sequence">Echoed by the response; each direction counts on its own.</param>
internal readonly record struct CmppHeader(int Length, CmppCommand Command, uint Sequence)
{
    public const int Size = 12;
}
