namespace Yixun.CarrierSimulator.Mmsc;

/// <summary>What is posted to a VASP.</summary>
internal enum VaspPostKind : byte
{
    Report,
    ReadReply,
    Reply,
}
