namespace Yixun.Carriers.Smpp.Pdus;

/// <summary>An optional parameter (SMPP 3.4 §3.2.4).</summary>
internal readonly record struct SmppOption(SmppTag Tag, ReadOnlyMemory<byte> Value);
