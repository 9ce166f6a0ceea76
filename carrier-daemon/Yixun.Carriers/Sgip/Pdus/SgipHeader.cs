namespace Yixun.Carriers.Sgip.Pdus;

/// <summary>The 20 octets in front of every PDU (SGIP 1.2 §4.1).</summary>
/// <param name="Length">Message Length: the whole PDU, header included.</param>
/// <param name="Command">May be a value that the enumeration does not name.</param>
internal readonly record struct SgipHeader(int Length, SgipCommand Command, SgipSequence Sequence)
{
    public const int Size = 20;
}
