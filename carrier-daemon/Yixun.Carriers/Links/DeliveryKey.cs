namespace Yixun.Carriers.Links;

/// <summary>What a protocol needs to answer a delivery.</summary>
/// <param name="Command">Command of the delivery.</param>
/// <param name="Sequence">Its sequence number, or the last word of it.</param>
/// <param name="Id">The carrier's id of the delivery, or the rest of a long sequence number; 0 where the answer needs none.</param>
internal readonly record struct DeliveryKey(uint Command, uint Sequence, UInt128 Id = default);
