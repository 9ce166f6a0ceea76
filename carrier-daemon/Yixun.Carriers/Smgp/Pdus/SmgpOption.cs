namespace Yixun.Carriers.Smgp.Pdus;

/// <summary>An optional parameter (SMGP 3.0.3 §6).</summary>
internal readonly record struct SmgpOption(SmgpTag Tag, ReadOnlyMemory<byte> Value);
